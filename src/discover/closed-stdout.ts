import { fstatSync, readdirSync, statSync } from 'node:fs';
import { readText } from './linux/files.ts';

const SHELL = /^(?:ba|da|z|k|mk|fi|a)?sh$|^busybox$/;

/**
 * Whether stdout was closed when this process began. Node opens /dev/null in its place, for reading and writing, and says
 * nothing (PlatformInit(), src/node.cc). Programs such as Node and Python give the same to children that shall print
 * nothing, so only the child of a shell counts, which opens /dev/null for writing alone, and of a program that has no
 * stdout itself, such as timeout(1). False where that cannot be seen.
 */
export function stdoutWasClosed(): boolean {
  try {
    if (fstatSync(1).rdev !== statSync('/dev/null').rdev) return false;
  } catch {
    return false;
  }
  const flags = /^flags:\s*([0-7]+)$/m.exec(readText('/proc/self/fdinfo/1') ?? '')?.[1];
  if (flags === undefined || (Number.parseInt(flags, 8) & O_ACCMODE) !== O_RDWR) return false;
  return SHELL.test(readText(`/proc/${process.ppid}/comm`)?.trim() ?? '') || hasNoStdout(process.ppid);
}

/** False where its descriptors may not be seen. */
function hasNoStdout(pid: number): boolean {
  try {
    return !readdirSync(`/proc/${pid}/fd`).includes('1');
  } catch {
    return false;
  }
}

/** asm-generic/fcntl.h */
const O_ACCMODE = 3;
const O_RDWR = 2;
