import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryCommand } from '../setup/namespace.ts';
import { compiled, type Group, PROGRAM, SELF } from './group.ts';
import { HELD } from './held.ts';
import { predict, together } from './many-addresses.ts';
import { ADDRESSES, PORT, SPECIFIC } from './matrix-loop.ts';
import { plans } from './plans.ts';

/** Node itself, and nothing else. */
function emptyScript(folder: string): readonly string[] {
  const path = join(folder, 'empty.mjs');
  writeFileSync(path, '');
  return [process.execPath, path];
}

const startup: Group = {
  name: 'startup',
  namespace: { devices: ['d1'], addresses: ['192.0.2.2/24 dev d1', 'fd00::2/64 dev d1', 'fe80::2/64 dev d1'] },
  able: () => true,
  comparisons: (folder) => [
    {
      name: '--version : empty script',
      ours: [...PROGRAM, '--version'],
      other: emptyScript(folder),
      limit: 0.95,
      pairs: 21,
    },
    {
      name: 'default run : empty script',
      ours: [...PROGRAM, 'run'],
      other: emptyScript(folder),
      limit: 2.5,
      pairs: 15,
    },
    {
      name: 'why ADDR:PORT : empty script',
      ours: [...PROGRAM, 'why', '192.0.2.2:80'],
      other: emptyScript(folder),
      limit: 2.3,
      pairs: 15,
    },
  ],
};

const matrixRun = (format: string): readonly string[] => {
  const what = [
    '--port',
    String(PORT),
    '--address',
    ADDRESSES.join(','),
    '--show',
    'matrix',
    '--exhaustive',
    '--format',
    format,
  ];
  return [...PROGRAM, 'run', ...what];
};

/** `ok` and `failed` of the JSON report's summary, and of the C program's only line. */
const counts = ({ ok, failed }: { readonly ok: number; readonly failed: number }): string =>
  `${ok} ok, ${failed} failed`;
const SAME = {
  ours: (stdout: string): string => counts(JSON.parse(stdout).summary.pairs),
  other: (stdout: string): string => counts(JSON.parse(stdout)),
};

const matrix: Group = {
  name: 'matrix',
  namespace: { addresses: SPECIFIC },
  able: () => tryCommand(['cc', '--version']),
  comparisons: (folder) => {
    const other = [compiled(folder, 'matrix'), String(PORT), ...ADDRESSES];
    const common = { other, limit: 1.15, pairs: 5 };
    const loop = { ours: [...SELF, '--loop', 'matrix'], part: (stdout: string): number => JSON.parse(stdout).cpu };
    const same = { ours: (stdout: string): string => counts(JSON.parse(stdout)), other: SAME.other };
    return [
      { name: 'matrix of 1,001, its loop : C', ...common, ...loop, limit: 1.08, same },
      { name: 'matrix of 1,001 : the same calls in C', ours: matrixRun('terminal'), ...common },
      { name: 'the same with a JSON report : C', ours: matrixRun('json'), ...common, same: SAME },
    ];
  },
  memory: () => [
    { name: 'matrix of 1,001, peak memory', program: matrixRun('terminal'), limit: 200e6 },
    { name: 'the same with a JSON report', program: matrixRun('json'), limit: 200e6 },
  ],
};

/** Nine million ordered pairs, of which a sample is tried. An empty script takes about 40 ms: fifty of them are two seconds. */
const many: Group = {
  name: 'many',
  namespace: { addresses: Array.from({ length: 3000 }, (_, i) => `10.0.${i >> 8}.${i & 255}`) },
  able: () => true,
  comparisons: (folder) => [
    {
      name: 'default run, 3,000 : empty script',
      ours: [...PROGRAM, 'run'],
      other: emptyScript(folder),
      limit: 50,
      pairs: 3,
    },
  ],
};

export const GROUPS: readonly Group[] = [startup, matrix, many, together, predict, plans, ...HELD];
