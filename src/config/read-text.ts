import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';

/** Larger than any file that a person writes. There is a limit because a device such as /dev/zero never ends. */
const MOST_BYTES = 16 * 1024 * 1024;
const CHUNK = 64 * 1024;
const STDIN = 0;

const REASONS: Readonly<Record<string, Problem>> = {
  ENOENT: { message: 'no such file', hint: 'check the path; a relative one starts at the current directory' },
  EACCES: { message: 'permission denied', hint: 'check who may read the file and enter its directories' },
  EPERM: { message: 'permission denied', hint: 'check who may read the file' },
  EISDIR: { message: 'this is a directory, not a file', hint: 'give the path of a YAML file' },
  ENOTDIR: { message: 'a part of the path is not a directory', hint: 'check the path' },
  ENAMETOOLONG: { message: 'the path is too long', hint: 'check the path' },
  ELOOP: { message: 'its symbolic links form a loop', hint: 'check the links of the path' },
};

/** Reads a file, or standard input for `-`: at most 16 MiB of UTF-8. */
export function readText(path: string): Result<string> {
  let fd: number | undefined;
  try {
    fd = path === '-' ? STDIN : openSync(path, 'r');
    if (fstatSync(fd).isDirectory()) return err(reasonOf('EISDIR'));
    return decode(readAll(fd));
  } catch (error) {
    return err(reasonOf(codeOf(error)));
  } finally {
    if (fd !== undefined && fd !== STDIN) closeSync(fd);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

const reasonOf = (code: string): Problem => REASONS[code] ?? { message: `cannot be read: ${code}` };

function decode(bytes: Buffer | undefined): Result<string> {
  if (bytes === undefined)
    return problem(`it is larger than ${MOST_BYTES / 1024 / 1024} MiB`, 'split it into several files');
  if (!isUtf8(bytes)) return problem('it is not UTF-8 text', 'save it as UTF-8');
  return ok(bytes.toString('utf8'));
}

/** Reads to the end; undefined if there are more than MOST_BYTES. */
function readAll(fd: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let size = 0; size <= MOST_BYTES; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const count = readChunk(fd, chunk);
    if (count === 0) return Buffer.concat(chunks);
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
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** What a file is called in messages and reports: `-` is standard input. */
export const fileName = (path: string): string => (path === '-' ? '<stdin>' : path);
