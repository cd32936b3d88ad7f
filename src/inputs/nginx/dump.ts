import { dirname, resolve } from 'node:path';
import { isGlob, pathMatches } from '../../model/path-glob.ts';
import { ok, problem } from '../../model/result.ts';
import type { IncludedFile, IncludeReader } from '../../model/service.ts';

/** The line that `nginx -T` writes before each file. */
const MARK = /^\ufeff?# configuration file (.+):\r?$/gm;

/** Whether a text is what `nginx -T` writes. */
export const isNginxDump = (text: string): boolean => text.search(MARK) >= 0;

/** The files of `nginx -T`, in its order: the one that includes the others is the first. Each is written once. */
export function dumpedFiles(text: string): readonly IncludedFile[] {
  const marks = [...text.matchAll(MARK)];
  const files = marks.map((mark, i) => ({
    file: mark[1] ?? '',
    text: text.slice(text.indexOf('\n', mark.index) + 1 || text.length, marks[i + 1]?.index ?? text.length),
  }));
  const names = new Set<string>();
  return files.filter(({ file }) => !names.has(file) && names.add(file));
}

/** Finds included files among the dumped ones, by the same rules as nginx did. */
export function includeOfDump(files: readonly IncludedFile[]): IncludeReader {
  const folder = dirname(files[0]?.file ?? '/');
  const byPath = new Map(files.map((file) => [file.file, file]));
  return (pattern) => {
    const path = resolve('/', folder, pattern);
    if (isGlob(path)) return ok(sorted(files.filter(({ file }) => pathMatches(path, file))));
    const found = byPath.get(path) ?? byPath.get(pattern);
    return found === undefined ? problem(`${path} is not among the files here`) : ok([found]);
  };
}

const sorted = (files: readonly IncludedFile[]): readonly IncludedFile[] =>
  [...files].sort((a, b) => (a.file < b.file ? -1 : 1));
