import { accessSync, closeSync, constants, existsSync, fstatSync, openSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ok, problem, type Result } from '../../model/result.ts';
import type { Written } from '../../report/index.ts';
import { InPlace, Replaced } from './file-writers.ts';
import { print } from './print.ts';
import { finalTarget } from './symbolic-links.ts';
import { usableStdout } from './usable-stdout.ts';

/** Where a report goes. Whether it can be written there is found out before the work, which changes nothing yet. */
export interface Output {
  /** Whether a signal may end the program while this is written: nothing is left then that has to be removed. */
  readonly mayBeCutOff: boolean;
  /** Writes everything. A full disk, for one, is a problem. `signal` ends what may not be cut off, and nothing is left. */
  write(chunks: Iterable<Written>, signal: AbortSignal): Promise<Result<void>>;
}

const STDOUT: Output = { mayBeCutOff: true, write: (chunks) => print(chunks).then(() => ok(undefined)) };

/** The names of stdout: to open one would give a second position in its file, and fails where it is a socket. */
const STDOUT_NAMES = ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'];

/**
 * A file, or stdout where no path is given. A file is written beside its place and takes it in one step, with the
 * permissions of the one that was there; a symbolic link stays one. A pipe or device is written directly.
 */
export const openOutput = (path: string | undefined): Result<Output> =>
  path === undefined || STDOUT_NAMES.includes(resolve(path)) ? openStdout() : openFile(path, `--output ${path}`);

/** The same of a path that is no name of stdout. `name`: what messages call the file. */
export function openFile(path: string, name: string): Result<Output> {
  try {
    const target = finalTarget(path);
    const there = statSync(target, { throwIfNoEntry: false });
    return ok(there === undefined ? madeAnew(path, name, target) : overwritten(name, target, there));
  } catch (error) {
    return refused(path, name, error);
  }
}

function openStdout(): Result<Output> {
  const usable = usableStdout();
  return usable.ok ? ok(STDOUT) : usable;
}

function madeAnew(path: string, name: string, target: string): Output {
  // A path that ends in a slash names a directory, which is not there: open(2) says what it thinks of that.
  if (path.endsWith('/')) closeSync(openSync(path, 'ax'));
  const directory = dirname(target);
  accessSync(directory, constants.W_OK | constants.X_OK);
  // One that was deleted is still somebody's current directory; it takes no file.
  if (statSync(directory).nlink === 0) throw Object.assign(new Error(directory), { code: 'ENOENT' });
  return new Replaced(name, target, undefined);
}

/** Opened once, so that what may not be written is refused, although its directory would let it be replaced. */
function overwritten(name: string, target: string, there: Stats): Output {
  const fd = openSync(target, 'a');
  if (!there.isFile() || isOpenAlready(there)) return new InPlace(name, fd, false);
  if (there.nlink > 1 || !isOwn(there) || !isWritable(dirname(target))) return new InPlace(name, fd, true);
  closeSync(fd);
  return new Replaced(name, target, there);
}

/** Another's file would become one's own. */
const isOwn = ({ uid, gid }: Stats): boolean => uid === process.geteuid?.() && gid === process.getegid?.();

/** Such as /dev/stderr: the file behind a standard stream, which others write too. */
const isOpenAlready = ({ dev, ino }: Stats): boolean =>
  [0, 1, 2].some((fd) => {
    try {
      const open = fstatSync(fd);
      return open.dev === dev && open.ino === ino;
    } catch {
      return false;
    }
  });

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The errno of a failed call. */
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const refused = (path: string, name: string, error: unknown): Result<never> =>
  problem(
    `${name}: open: ${codeOf(error)}`,
    codeOf(error) === 'EISDIR' && existsSync(path)
      ? 'name a file, not a directory'
      : 'name a file in a directory that you may write to',
  );
