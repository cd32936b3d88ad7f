import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { cacheFolder, isOursAlone } from './folder.ts';

/** More than the compiled code of any bundle. Bytes. */
const LARGEST = 16e6;

/** This Node and no other: what V8 compiled is good for the same binary only. */
function thisNode(): string {
  const { size, mtimeMs } = statSync(process.execPath);
  return [process.version, process.arch, process.execPath, size, mtimeMs].join(' ');
}

/** The first line of a file: what the rest was made by and from, and how to see that it is whole. */
const headerOf = (source: Buffer, code: Buffer): string =>
  `bindmatrix code cache 1 ${thisNode()} ${source.length} ${crc32(source)} ${code.length} ${crc32(code)}\n`;

/**
 * The compiled code of a bundle, if it was stored by this Node from this very source. Undefined where it was not, where
 * the file is damaged, or where somebody else may have written it.
 */
export function readStored(name: string, source: Buffer, env: NodeJS.ProcessEnv): Buffer | undefined {
  try {
    const folder = cacheFolder(env);
    const file = folder === undefined ? undefined : readOwn(join(folder, name));
    if (file === undefined) return undefined;
    const end = file.indexOf('\n') + 1;
    const code = file.subarray(end);
    return file.toString('utf8', 0, end) === headerOf(source, code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where it is not a file of the user's own. */
function readOwn(path: string): Buffer | undefined {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    return stats.isFile() && stats.size <= LARGEST && isOursAlone(stats) ? readFileSync(fd) : undefined;
  } finally {
    closeSync(fd);
  }
}

/** Stores it under another name first, so that nobody reads half a file. Where that fails, nothing is stored. */
export function store(name: string, source: Buffer, code: Buffer, env: NodeJS.ProcessEnv): void {
  let temporary: string | undefined;
  try {
    const folder = cacheFolder(env, true);
    if (folder === undefined) return;
    const path = join(folder, `${name}.${process.pid}`);
    const whole = Buffer.concat([Buffer.from(headerOf(source, code)), code]);
    writeFileSync(path, whole, { flag: 'wx', mode: 0o600 });
    temporary = path;
    renameSync(path, join(folder, name));
  } catch {
    if (temporary !== undefined) remove(temporary);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is in the user's own cache, which may be emptied at any time.
  }
}
