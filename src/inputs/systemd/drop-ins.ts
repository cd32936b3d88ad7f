import { basename, dirname } from 'node:path';
import type { Problem } from '../../model/result.ts';
import type { IncludedFile, IncludeReader } from '../../model/service.ts';

/** Where systemd looks for the drop-ins of a unit, the first before the others (systemd.unit(5)). */
const FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
];

/** Folders of the units of the system: `/lib` is `/usr/lib`. */
const IS_SYSTEM = /^\/(?:etc|run|lib|usr\/lib|usr\/local\/lib)\/systemd\/system$/;

/**
 * The drop-ins of a unit file by the names of the files, of one name that of the first folder: those in `NAME.socket.d` beside it,
 * and of a unit of the system those in all of its folders.
 */
export function dropInsBeside(
  file: string,
  include: IncludeReader,
): { readonly found: readonly IncludedFile[]; readonly problems: readonly Problem[] } {
  const isSystem = IS_SYSTEM.test(dirname(file));
  const folders = isSystem ? FOLDERS.map((folder) => `${folder}/${basename(file)}`) : [basename(file)];
  const byName = new Map<string, IncludedFile>();
  const problems: Problem[] = [];
  for (const folder of folders) {
    const read = include(`${folder}.d/*.conf`);
    if (!read.ok) problems.push(read.error);
    else for (const one of read.value) if (!byName.has(basename(one.file))) byName.set(basename(one.file), one);
  }
  const names = [...byName.keys()].sort();
  return { found: names.flatMap((name) => byName.get(name) ?? []), problems };
}
