import { readlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** As many symbolic links as the kernel follows, path_resolution(7). */
const MOST_LINKS = 40;

/** The path that a path leads to, by its symbolic links; the last of them may lead to where nothing is yet. Throws ELOOP. */
export function finalTarget(path: string): string {
  let target = path;
  for (let followed = 0; followed < MOST_LINKS; followed++) {
    const link = linkOf(target);
    if (link === undefined) return target;
    target = resolve(dirname(target), link);
  }
  throw Object.assign(new Error(`too many symbolic links: ${path}`), { code: 'ELOOP' });
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
