import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A commented file with its example sections in force: those that begin with `#expect:` and `#trials:`. */
export const withExamples = (file: string): string =>
  readFileSync(file, 'utf8').replace(/^#(expect|trials):\n(#.*\n)+/gm, (section) => section.replace(/^#/gm, ''));

/** Every YAML file that comes with the program. */
export const shippedFiles = (): string[] =>
  readdirSync('config', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join('config', name))
    .sort();
