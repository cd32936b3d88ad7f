import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sources } from '../../src/site/site.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const inDocs = (ending: RegExp): string[] =>
  (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[])
    .filter((name) => ending.test(name))
    .map((name) => `docs/${name}`);

/** The documents of this repository, as the build of the site reads them. */
export const sources = (): Sources => ({
  documents: [
    ...readdirSync(ROOT).filter((name) => /^README.*\.md$/.test(name)),
    ...inDocs(/\.md$/),
    'CONTRIBUTING.md',
    'CHANGELOG.md',
  ].map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8'),
  })),
  pictures: new Set(inDocs(/\.(?:png|svg)$/)),
});
