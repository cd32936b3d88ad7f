import { closeSync, fstatSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { ok, problem, type Result } from '../model/result.ts';
import { print } from './print.ts';

/** Where a report goes: opened before the run, so that a bad path fails before the work and not after. */
export interface Output {
  write(chunks: Iterable<string>): Promise<void>;
  /** Takes back what opening did, where nothing was written. */
  abandon(): void;
}

const STDOUT: Output = { write: print, abandon: () => {} };

/** stdout where no path is given. An existing file keeps its contents until there is something to write. */
export function openOutput(path: string | undefined): Result<Output> {
  if (path === undefined) return ok(STDOUT);
  try {
    return ok(fileOutput(path, openSync(path, 'a')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return problem(
      `--output ${path}: open: ${code}`,
      code === 'EISDIR' ? 'name a file, not a directory' : 'name a file in a directory that you may write to',
    );
  }
}

function fileOutput(path: string, fd: number): Output {
  const wasEmpty = fstatSync(fd).size === 0;
  return {
    write(chunks) {
      if (fstatSync(fd).isFile()) ftruncateSync(fd, 0);
      for (const chunk of chunks) writeSync(fd, chunk);
      closeSync(fd);
      return Promise.resolve();
    },
    abandon() {
      closeSync(fd);
      if (wasEmpty) unlinkSync(path);
    },
  };
}
