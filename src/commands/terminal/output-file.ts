import { closeSync, fstatSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { ok, problem, type Result } from '../../model/result.ts';
import type { Written } from '../../report/index.ts';
import { print } from './print.ts';

/** Where a report goes. It is opened before the work, so that a bad path fails before the work and not after. */
export interface Output {
  /** Writes everything and closes. A full disk, for one, is a problem. */
  write(chunks: Iterable<Written>): Promise<Result<void>>;
  /** Closes without writing, and removes the file if opening made it. */
  abandon(): void;
}

const STDOUT: Output = { write: (chunks) => print(chunks).then(() => ok(undefined)), abandon: () => {} };

/** Opens a file, or stdout where no path is given. An existing file keeps its contents until there is something to write. */
export function openOutput(path: string | undefined): Result<Output> {
  if (path === undefined) return ok(STDOUT);
  try {
    return ok(fileOutput(path, openSync(path, 'ax'), true));
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? openExisting(path) : refused(path, error);
  }
}

function openExisting(path: string): Result<Output> {
  try {
    return ok(fileOutput(path, openSync(path, 'a'), false));
  } catch (error) {
    return refused(path, error);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const refused = (path: string, error: unknown): Result<never> =>
  problem(
    `--output ${path}: open: ${codeOf(error)}`,
    codeOf(error) === 'EISDIR' ? 'name a file, not a directory' : 'name a file in a directory that you may write to',
  );

/** `made`: the file did not exist before. */
function fileOutput(path: string, fd: number, made: boolean): Output {
  return {
    write(chunks) {
      try {
        if (fstatSync(fd).isFile()) ftruncateSync(fd, 0);
        for (const chunk of chunks) writeWhole(fd, Buffer.from(chunk));
        return Promise.resolve(ok(undefined));
      } catch (error) {
        return Promise.resolve(problem(`--output ${path}: write: ${codeOf(error)}`, 'the report is not complete'));
      } finally {
        closeSync(fd);
      }
    },
    abandon() {
      closeSync(fd);
      if (made) unlinkSync(path);
    },
  };
}

/** write(2) may take less than it was given, into a pipe above all. */
function writeWhole(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
