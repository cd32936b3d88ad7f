import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { canUnshare, inNamespace } from '../setup/namespace.ts';
import { type Group, ROOT } from './group.ts';
import { GROUPS } from './groups.ts';
import { compare, peakMemory } from './measure.ts';
import { check, loop, trials } from './trials.ts';

const ALL: readonly Group[] = [...GROUPS, trials, check];

/** `--pairs` takes the place of every comparison's own number: a single pair shows whether a row works. */
const OPTIONS = {
  only: { type: 'string' },
  pairs: { type: 'string' },
  inside: { type: 'string' },
  loop: { type: 'string' },
} as const;

/** Ends with 1 where a limit is passed, or where something could not be measured that should have been. */
function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.loop !== undefined) {
    void loop(values.loop);
    return;
  }
  const inside = ALL.find((group) => group.name === values.inside);
  if (inside) {
    measure(inside, values.pairs);
    return;
  }
  console.log(row('', 'ours', 'other', 'ratio', 'limit'));
  for (const group of ALL.filter(({ name }) => values.only === undefined || name === values.only))
    start(group, values.pairs);
}

/** Each group in a namespace of its own: the ports are free there, and nothing else runs in it. */
function start(group: Group, pairs: string | undefined): void {
  const [able] = [canUnshare(), group.able()].filter((answer) => answer !== true);
  if (able !== undefined) {
    console.log(`${group.name}: skipped, ${able}`);
    return;
  }
  const self = [
    process.execPath,
    ...process.execArgv,
    process.argv[1] ?? '',
    '--inside',
    group.name,
    '--pairs',
    pairs ?? '',
  ];
  const [command = '', ...args] = inNamespace(self, group.namespace);
  if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) process.exitCode = 1;
}

function measure({ comparisons, memory }: Group, pairs: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-bench-'));
  try {
    for (const comparison of comparisons(folder)) {
      attempt(comparison.name, () => {
        const { oursMs, otherMs, ratio } = compare({ ...comparison, pairs: Number(pairs) || comparison.pairs });
        const { name, limit } = comparison;
        verdict(ratio <= limit, row(name, time(oursMs), time(otherMs), ratio.toFixed(2), limit.toFixed(2)));
      });
    }
    for (const { name, program, limit } of memory?.(folder) ?? []) {
      attempt(name, () => {
        const bytes = peakMemory(program, join(ROOT, 'test', 'bench', 'peak-memory.mjs'));
        verdict(bytes <= limit, row(name, megabytes(bytes), '', '', megabytes(limit)));
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function attempt(name: string, body: () => void): void {
  try {
    body();
  } catch (error) {
    console.log(`${name}: FAILED, ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

function verdict(fine: boolean, text: string): void {
  console.log(`${text}  ${fine ? 'ok' : 'OVER'}`);
  if (!fine) process.exitCode = 1;
}

const row = (name: string, ...cells: readonly string[]): string =>
  name.padEnd(40) + cells.map((cell) => cell.padStart(9)).join('');

const time = (ms: number): string => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

main();
