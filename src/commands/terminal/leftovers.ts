import { lstatSync, opendirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Entries of a directory that are looked at. */
const MOST = 10_000;

/** What is younger may be written by a process of another PID namespace, whose id says nothing here. Milliseconds. */
const OLD = 60_000;

/** The name under which this process writes a file beside its place. */
export const besideName = (target: string, pid = process.pid): string =>
  join(dirname(target), `.${basename(target).slice(0, 200)}.${pid}.tmp`);

/**
 * Removes what processes left that were killed while they wrote this file: SIGKILL lets nobody clean up. Only regular
 * files of this user, whose process is gone.
 */
export function removeLeftovers(target: string): void {
  try {
    for (const path of leftBeside(target)) rmSync(path, { force: true });
  } catch {
    // A directory that may not be listed hides them; the report can be written all the same.
  }
}

function leftBeside(target: string): string[] {
  const directory = opendirSync(dirname(target));
  const found: string[] = [];
  try {
    for (let looked = 0; looked < MOST; looked++) {
      const entry = directory.readSync();
      if (entry === null) break;
      const pid = Number(/\.(\d{1,10})\.tmp$/.exec(entry.name)?.[1]);
      const path = join(dirname(target), entry.name);
      if (pid > 0 && path === besideName(target, pid) && isLeft(path, pid)) found.push(path);
    }
  } finally {
    directory.closeSync();
  }
  return found;
}

function isLeft(path: string, pid: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile() || stats.uid !== process.geteuid?.()) return false;
  return Date.now() - stats.mtimeMs > OLD && isGone(pid);
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
