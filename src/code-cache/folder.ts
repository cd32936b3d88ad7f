import { mkdirSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * The folder of the user's cache (XDG Base Directory Specification) that the code cache is in, with the folders that it is
 * below. Undefined where the user has none.
 */
function foldersOf(env: NodeJS.ProcessEnv): readonly string[] | undefined {
  const { XDG_CACHE_HOME: cache, HOME: home } = env;
  if (cache !== undefined && isAbsolute(cache)) return [cache, join(cache, 'bindmatrix')];
  return home !== undefined && isAbsolute(home)
    ? [home, join(home, '.cache'), join(home, '.cache', 'bindmatrix')]
    : undefined;
}

/**
 * Whether what is there can have been written by the effective user alone. Who runs this with sudo and keeps their HOME
 * has no cache: root runs no code that somebody else may change, and leaves no file in their folder.
 */
export const isOursAlone = (stats: Stats): boolean => stats.uid === process.geteuid?.() && (stats.mode & 0o022) === 0;

const isOurFolder = (path: string): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && isOursAlone(stats);
};

/** The folder, where it and those that it is below are the user's own. With `make`, it is made where only that is missing. */
export function cacheFolder(env: NodeJS.ProcessEnv, make = false): string | undefined {
  const [first, ...below] = foldersOf(env) ?? [];
  if (first === undefined || !isOurFolder(first)) return undefined;
  for (const folder of below) {
    if (make && statSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder, { mode: 0o700 });
    if (!isOurFolder(folder)) return undefined;
  }
  return below.at(-1);
}
