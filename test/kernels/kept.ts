import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './document.ts';
import type { SuiteResults } from './guest/results.ts';
import type { Kernel } from './kernels.ts';
import { CACHE } from './obtained.ts';

/** What each kernel did when it was last run: emulated ones take long, and need not be run all at once. */
const FOLDER = join(CACHE, 'results');

const fileOf = ({ name }: Kernel): string => join(FOLDER, `${name}.json`);

/** Keeps the results of a kernel for the tables; what could not be run leaves the last ones as they are. */
export function keep(outcome: Outcome): void {
  if (!('results' in outcome)) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(outcome.kernel), JSON.stringify(outcome.results));
}

/** The results of a kernel's last run, perhaps by a suite that asked for less; undefined where it was never run. */
export function kept(kernel: Kernel): Outcome | undefined {
  const file = fileOf(kernel);
  if (!existsSync(file)) return undefined;
  const results = JSON.parse(readFileSync(file, 'utf8')) as SuiteResults;
  return { kernel, results: { ...results, older: results.older ?? [] } };
}
