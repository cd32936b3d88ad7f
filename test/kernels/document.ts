import { readFileSync, writeFileSync } from 'node:fs';
import { type Difference, differences, type Figures, figures } from './compare.ts';
import type { SuiteResults } from './guest/results.ts';
import type { Kernel } from './kernels.ts';

/** What came of one kernel: results, or why there are none. */
export type Outcome = { readonly kernel: Kernel } & ({ readonly results: SuiteResults } | { readonly reason: string });

const HOW = { uml: 'user-mode Linux', qemu: 'qemu' } as const;
const FIGURES = ['trials', 'pairs', 'random', 'steps', 'disagreements', 'unknown', 'lacking'] as const;

/** The tables of the documentation: one row for each kernel, and one for each thing that differs between them. */
export function tables(outcomes: readonly Outcome[]): string {
  const results = outcomes.flatMap((one) => ('results' in one ? [one.results] : []));
  const missing = outcomes.flatMap((one) =>
    'reason' in one ? [`${one.kernel.name}: ${one.reason.split('\n')[0]}`] : [],
  );
  return [
    ...table(['kernel', 'of', 'booted by', ...FIGURES], outcomes.flatMap(figureRow)),
    '',
    ...(missing.length === 0 ? [] : [`Not run: ${missing.join('; ')}.`, '']),
    ...table(
      ['trial, and its first step that differs', 'outcome', 'on'],
      merged(differences(results)).flatMap(differenceRows),
    ),
  ].join('\n');
}

function figureRow(outcome: Outcome): readonly (readonly string[])[] {
  if (!('results' in outcome)) return [];
  const { version, ...rest } = figures(outcome.results);
  const cells = FIGURES.map((name) => cell(name, rest));
  return [[version, outcome.kernel.suite, HOW[outcome.kernel.how], ...cells]];
}

function cell(name: (typeof FIGURES)[number], of: Omit<Figures, 'version'>): string {
  if (name === 'disagreements') return String(of.disagreements.length);
  if (name === 'unknown') return `${((100 * of.unknown) / Math.max(1, of.steps)).toFixed(2)} %`;
  return of[name].toLocaleString('en');
}

/** Pairs that differ in their options alone, in one row. */
function merged(all: readonly Difference[]): readonly (Difference & { readonly count: number })[] {
  const rows = new Map<string, Difference & { readonly count: number }>();
  for (const one of all) {
    const where = one.where.replace(/, reuse [\w+]+\/[\w+]+/, '');
    const key = JSON.stringify([where, one.outcomes]);
    rows.set(key, { ...one, where, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  return [...rows.values()];
}

function differenceRows({
  where,
  what,
  outcomes,
  count,
}: Difference & { readonly count: number }): readonly (readonly string[])[] {
  const times = count === 1 ? '' : ` (${count} pairs)`;
  return Object.entries(outcomes).map(([outcome, versions], i) => [
    i === 0 ? `${where}: ${withoutPort(what).replaceAll('|', '\\|')}${times}` : '',
    `\`${outcome}\``,
    versions.join(', '),
  ]);
}

/** The kernel may have chosen it. */
const withoutPort = (what: string): string => what.replace(/ \d+$/, '');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

const REGION = /(<!-- kernels:[^\n]*-->\n)[\s\S]*?(\n<!-- end of kernels -->)/;

/** Writes the tables into the document. */
export function writeTables(file: string, text: string): void {
  const before = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    before.replace(REGION, (_all, begin: string, end: string) => `${begin}\n${text}\n${end}`),
  );
}
