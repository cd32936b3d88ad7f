import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { readInit } from './init.ts';

/** A sandbox with a command that runs now. */
export interface RunningSandbox {
  readonly name: string;
  /** The first process in it. */
  readonly pid: number;
  readonly argv: readonly string[];
}

/**
 * The sandboxes of this user, the oldest pid first. Of nobody else, even for root: whoever enters one trusts what is mounted
 * there, and anyone may give a process such a name.
 */
export function runningSandboxes(): RunningSandbox[] {
  const pids = namesIn('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((pid) => sandboxOf(pid) ?? []);
}

function sandboxOf(pid: number): RunningSandbox | undefined {
  try {
    const folder = `/proc/${pid}`;
    if (statSync(folder).uid !== process.geteuid?.()) return undefined;
    const found = readInit(readFileSync(`${folder}/cmdline`, 'utf8').split('\0').slice(0, -1));
    if (found === undefined || !isFirst(readFileSync(`${folder}/status`, 'utf8'))) return undefined;
    return readlinkSync(`${folder}/ns/net`) === readlinkSync('/proc/self/ns/net') ? undefined : { ...found, pid };
  } catch {
    // It has ended, or may not be looked at.
    return undefined;
  }
}

/** Of a PID namespace below this one: NSpid in proc_pid_status(5). */
const isFirst = (status: string): boolean => /^NSpid:\t\d+(?:\t\d+)*\t1$/m.test(status);

/** The processes that a process has started, and that run; none where the kernel does not tell (CONFIG_PROC_CHILDREN). */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
