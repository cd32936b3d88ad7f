import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the build wrote of itself: the commit and its date, and what it was made with. */
interface Build {
  readonly commit: string;
  readonly date: string;
  readonly node: string;
  readonly esbuild: string;
}

/** Beside the bundles. Nothing where this code was not built. */
export function readBuild(): Partial<Build> {
  try {
    return JSON.parse(readFileSync(join(import.meta.dirname, 'build.json'), 'utf8'));
  } catch {
    return {};
  }
}
