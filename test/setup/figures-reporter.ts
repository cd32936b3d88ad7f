import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reporter } from 'vitest/node';
import type { Figures } from './long.ts';

/** Prints what the attacks came to, in one table, when all are over. */
export class FiguresReporter implements Reporter {
  readonly #folder = mkdtempSync(join(tmpdir(), 'bindmatrix-figures-'));
  readonly #file = join(this.#folder, 'figures');

  constructor() {
    // The processes of the tests inherit it.
    process.env.FIGURES = this.#file;
  }

  onTestRunEnd(): void {
    console.log(['', '| attack | tried | must be 0 |', '| --- | --- | --- |', ...this.#rows(), ''].join('\n'));
    rmSync(this.#folder, { recursive: true });
  }

  #rows(): string[] {
    const lines = readFileSync(this.#file, { encoding: 'utf8', flag: 'a+' }).split('\n');
    return lines
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Figures)
      .sort((a, b) => a.attack.localeCompare(b.attack))
      .map(({ attack, tried, faults }) => `| ${attack} | ${inWords(tried)} | ${inWords(faults)} |`);
  }
}

/** `{ stackTraces: 0 }` is `0 stack traces`. */
const inWords = (figures: Readonly<Record<string, number>>): string =>
  Object.entries(figures)
    .map(
      ([name, n]) => `${n.toLocaleString('en')} ${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    )
    .join(', ');
