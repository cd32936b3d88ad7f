import type { IncludeReader } from '../../model/service.ts';

/** Blocks that nginx.conf itself has, and no file that it includes into one of them. */
const WHOLE = /^[ \t]*(?:events|http|stream|mail)[ \t\r\n]*\{/m;

/** Folders above a file, as far as a part is put: sites-enabled/NAME, conf.d/NAME/NAME. */
const ABOVE = ['../', '../../'];

/**
 * How the files that a text includes are found. nginx begins all relative paths at the folder of nginx.conf, whatever file
 * they stand in: for a part, such as sites-enabled/default, that is a folder above where there is one.
 */
export function includeOfPart(text: string, include: IncludeReader): IncludeReader {
  if (WHOLE.test(text) || include('nginx.conf').ok) return include;
  const up = ABOVE.find((folder) => include(`${folder}nginx.conf`).ok);
  return up === undefined ? include : (pattern) => include(pattern.startsWith('/') ? pattern : `${up}${pattern}`);
}
