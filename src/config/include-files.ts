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

/** The first folder that a glob of a server's own file looks into, if it is not there; undefined for a path that is no glob. */
export function missingFolderBeside(file: string): (pattern: string) => string | undefined {
  return (pattern) => {
    if (!isGlob(pattern)) return undefined;
    const parts = whole(file, pattern).split('/');
    const folder = parts.slice(0, parts.findIndex(isGlob)).join('/') || (pattern.startsWith('/') ? '/' : '.');
    return existsSync(folder) ? undefined : folder;
  };
}

const whole = (file: string, pattern: string): string =>
  pattern.startsWith('/') ? pattern : join(file === '-' ? '.' : dirname(file), pattern);

/** Reads what a server's own file includes: relative paths start at the folder of that file. */
export function includesBeside(file: string): IncludeReader {
  return (pattern) => {
    const path = whole(file, pattern);
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
    const next = isGlob(part) ? inAll(found, part) : ok(found.map((folder) => join(folder, part)).filter(existsSync));
    if (!next.ok) return next;
    found = next.value;
  }
  if (found.length > MOST_FILES) return problem(`${pattern} names more than ${MOST_FILES} files`, 'give fewer files');
  return ok([...found].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

function inAll(folders: readonly string[], part: string): Result<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const names = matching(folder, part);
    if (!names.ok) return names;
    for (const name of names.value) found.push(join(folder, name));
  }
  return ok(found);
}

/** The names in a folder that match; none where it is none. What may not be read is told: the server itself may read it. */
function matching(folder: string, part: string): Result<readonly string[]> {
  try {
    return ok(readdirSync(resolve(folder)).filter((name) => nameMatches(part, name)));
  } catch (error) {
    const isDenied = error instanceof Error && 'code' in error && error.code === 'EACCES';
    return isDenied ? problem(`${folder}: permission denied`, 'check who may read the folder') : ok([]);
  }
}
