import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ok, problem, type Result } from '../model/result.ts';

/** The files that paths name, each once; a folder stands for those in it, by their names, but hidden ones and folders. */
export function listHostFiles(paths: readonly string[]): Result<readonly string[]> {
  const files = new Set<string>();
  for (const path of paths) {
    const found = filesOf(path);
    if (!found.ok) return found;
    for (const file of found.value) files.add(file);
  }
  return ok([...files]);
}

function filesOf(path: string): Result<readonly string[]> {
  try {
    if (path === '-' || !statSync(path).isDirectory()) return ok([path]);
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
      .map(({ name }) => name);
    if (names.length === 0) return problem(`--host ${path}: the folder has no files`, 'gather the hosts into it first');
    return ok(names.sort(new Intl.Collator('en', { numeric: true }).compare).map((name) => join(path, name)));
  } catch {
    // What cannot be read is one host of which nothing is known: reading it says why.
    return ok([path]);
  }
}
