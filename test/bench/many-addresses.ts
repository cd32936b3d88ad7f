import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryCommand } from '../setup/namespace.ts';
import { compiled, type Group, PROGRAM } from './group.ts';

const PORT = '50005';

/** So many addresses of 10.0.0.0/8, each of which is one argument of a C program. */
export const manyAddresses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);

/** Adds them to `lo` of the namespace that this process is in: too many for an argument of a shell. */
export function addAddresses(addresses: readonly string[]): void {
  const input = addresses.map((address) => `address add ${address}/32 dev lo\n`).join('');
  const { status, stderr } = spawnSync('ip', ['-batch', '-'], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip cannot add addresses: ${stderr}`);
}

/** `run` with ANY and these addresses. */
export const runAt = (addresses: readonly string[], ...words: readonly string[]): readonly string[] => [
  ...PROGRAM,
  'run',
  '--port',
  PORT,
  '--address',
  ['0.0.0.0', ...addresses].join(','),
  ...words,
];

const MANY = manyAddresses(5000);

/** `ok` and `failed` of the JSON report's summary, and of the C program's only line. */
const counts = ({ ok, failed }: { readonly ok: number; readonly failed: number }): string =>
  `${ok} ok, ${failed} failed`;
const SAME = {
  ours: (stdout: string): string => counts(JSON.parse(stdout).summary.together),
  other: (stdout: string): string => counts(JSON.parse(stdout)),
};

/** Listeners at 5,000 addresses at once, in both orders, each visited by a client. */
export const together: Group = {
  name: 'together',
  namespace: {},
  able: () => tryCommand(['cc', '--version']),
  comparisons: (folder) => {
    addAddresses(MANY);
    const other = [compiled(folder, 'together'), PORT, '0.0.0.0', ...MANY];
    const ours = (format: string): readonly string[] => runAt(MANY, '--show', 'together', '--format', format);
    return [
      { name: 'together, 5,000 addresses : C', ours: ours('terminal'), other, limit: 3, pairs: 5 },
      { name: 'the same with a JSON report', ours: ours('json'), other, limit: 3, pairs: 5, same: SAME },
    ];
  },
};

/** Node itself, as often as a prediction may cost it: a second of a machine where Node starts in 40 ms. */
const STARTS = 25;

const SOME = manyAddresses(3000);

/** A prediction for 3,000 addresses, which opens no socket, beside starting Node. */
export const predict: Group = {
  name: 'predict',
  namespace: {},
  able: () => true,
  comparisons: (folder) => {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    return [
      {
        name: '--predict, 3,000 addresses : an empty script',
        ours: runAt(SOME, '--predict', 'linux'),
        other: [process.execPath, empty],
        limit: STARTS,
        pairs: 5,
      },
    ];
  },
};
