import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isGlob, nameMatches } from '../model/path-glob.ts';
import { err, ok, problem, type Result } from '../model/result.ts';
import type { IncludedFile, IncludeReader } from '../model/service.ts';
import { readText } from './read-text.ts';

/** Files that one glob may name. */
const MOST_FILES = 1000;

/** Folders that are looked into for one glob. */
const MOST_FOLDERS = 1000;

/** Reads what a server's own file includes: relative paths start at the folder of that file. */
export function includesBeside(file: string): IncludeReader {
  const folder = file === '-' ? '.' : dirname(file);
  return (pattern) => {
    const path = pattern.startsWith('/') ? pattern : join(folder, pattern);
    const paths = isGlob(path) ? glob(path) : ok([path]);
    return paths.ok
      ? readAll(paths.value, pattern.startsWith('/') || file === '<stdin>' ? undefined : `the folder of ${file}`)
      : paths;
  };
}

function readAll(paths: readonly string[], start: string | undefined): Result<readonly IncludedFile[]> {
  const files: IncludedFile[] = [];
  for (const file of paths) {
    const text = readText(file, start);
    if (!text.ok) return err({ ...text.error, message: `${file}: ${text.error.message}` });
    files.push({ file, text: text.value });
  }
  return ok(files);
}

/** The paths that match, sorted by their bytes, as glob(3) does in the C locale. */
function glob(pattern: string): Result<readonly string[]> {
  const parts = pattern.split('/');
  let found: readonly string[] = [parts[0] === '' ? '/' : '.'];
  for (const part of parts.filter((each) => each !== '')) {
    if (found.length > MOST_FOLDERS) return problem(`${pattern} looks into more than ${MOST_FOLDERS} folders`);
    const paths = found.map((folder) => join(folder, part));
    found = isGlob(part) ? found.flatMap((folder) => matching(folder, part)) : paths.filter((path) => existsSync(path));
  }
  if (found.length > MOST_FILES) return problem(`${pattern} names more than ${MOST_FILES} files`, 'give fewer files');
  return ok([...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

/** The names in a folder that match; none where it cannot be read, as for glob(3). */
function matching(folder: string, part: string): readonly string[] {
  try {
    return readdirSync(resolve(folder))
      .filter((name) => nameMatches(part, name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
