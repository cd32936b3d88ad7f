import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import { pathOfFile } from './example-files.ts';

/** Larger than any file that a person writes. There is a limit because a device such as /dev/zero never ends. */
const MOST_BYTES = 16 * 1024 * 1024;
const CHUNK = 64 * 1024;
const STDIN = 0;

/** How long a named pipe may be without a writer, in milliseconds. */
const PATIENCE = 5000;
/** Between two looks, in milliseconds. */
const PAUSE = 10;

const REASONS: Readonly<Record<string, Problem>> = {
  EACCES: { message: 'permission denied', hint: 'check who may read the file and enter its directories' },
  EPERM: { message: 'permission denied', hint: 'check who may read the file' },
  EISDIR: { message: 'this is a directory, not a file', hint: 'give the path of a file' },
  ENOTDIR: { message: 'a part of the path is not a directory', hint: 'check the path' },
  ENAMETOOLONG: { message: 'the path is too long', hint: 'check the path' },
  ENXIO: { message: 'this is a socket or a device that cannot be read', hint: 'give the path of a file' },
  ELOOP: { message: 'its symbolic links form a loop', hint: 'check the links of the path' },
};

/**
 * Reads a file, or standard input for `-`, or an example by its name: at most 16 MiB of UTF-8. A named pipe is opened without waiting for its writer,
 * which open(2) would do for ever, and deaf to signals (fifo(7)); it has some seconds to come. `start`: where a relative
 * path starts, in words.
 */
export function readText(written: string, start = 'the current directory'): Result<string> {
  const file = pathOfFile(written);
  if (!file.ok) return file;
  const path = file.value;
  let fd: number | undefined;
  try {
    fd = path === '-' ? STDIN : openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(fd);
    if (stats.isDirectory()) return err(reasonOf('EISDIR', start));
    const bytes = readAll(fd, stats.isFIFO() && fd !== STDIN ? PATIENCE : 0);
    return bytes?.length === 0 && stats.isFIFO() && fd !== STDIN ? err(UNWRITTEN) : decode(bytes);
  } catch (error) {
    return err(reasonOf(codeOf(error), start));
  } finally {
    if (fd !== undefined && fd !== STDIN) closeSync(fd);
  }
}

const UNWRITTEN: Problem = {
  message: `this is a named pipe, and nothing was written to it for ${PATIENCE / 1000} seconds`,
  hint: 'start what writes to it first, or give the path of a file',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

const reasonOf = (code: string, start: string): Problem =>
  code === 'ENOENT'
    ? { message: 'no such file', hint: `check the path; a relative one starts at ${start}` }
    : (REASONS[code] ?? { message: `cannot be read: ${code}` });

function decode(bytes: Buffer | undefined): Result<string> {
  if (bytes === undefined)
    return problem(`it is larger than ${MOST_BYTES / 1024 / 1024} MiB`, 'split it into several files');
  if (!isUtf8(bytes)) return problem('it is not UTF-8 text', 'save it as UTF-8');
  return ok(bytes.toString('utf8'));
}

/** Reads to the end; undefined if there are more than MOST_BYTES. The end counts only once `patience`, in milliseconds, is over. */
function readAll(fd: number, patience: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  const until = performance.now() + patience;
  for (let size = 0; size <= MOST_BYTES; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readChunk(fd, chunk);
    if (count === 0 && (size > 0 || performance.now() >= until)) return Buffer.concat(chunks);
    if (count === 0) pause();
    chunks.push(chunk.subarray(0, count));
    size += count;
  }
  return undefined;
}

/** Reads once. A non-blocking standard input, as a terminal or a pipe may be, gives EAGAIN until there is data. */
function readChunk(fd: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, chunk, 0, chunk.length, null);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** What a file is called in messages and reports: `-` is standard input. */
export const fileName = (path: string): string => (path === '-' ? '<stdin>' : path);

const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
