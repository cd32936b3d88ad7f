import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, formatAddress } from '../../../src/model/address.ts';
import { kindOf } from '../../../src/model/address-kind.ts';
import { type Grid, gridAt } from '../../../src/model/grid.ts';
import { isRefusal, OK, type Outcome, refused } from '../../../src/model/outcome.ts';
import type { MatrixReport } from '../../../src/model/report.ts';
import {
  countMatrix,
  itselfKey,
  NONE,
  type PairCount,
  pairKey,
  unusable,
} from '../../../src/report/conclusions/pair-counts.ts';
import { addressOf } from '../fixtures/outcomes.ts';

const OUTCOMES: readonly Outcome[] = [
  OK,
  refused('bind', 'EADDRINUSE'),
  refused('listen', 'EADDRINUSE'),
  { kind: 'holder-refused', call: 'bind', errno: 'EACCES' },
];
const ADDRESSES = ['0.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '::', 'fd00::1', 'fd00::2', '10.0.0.5'];

type Matrix = Pick<MatrixReport, 'cells' | 'addresses'>;

/** Mostly one row again and again, as of addresses that are alike. */
const matrices: fc.Arbitrary<Matrix> = fc
  .record({
    row: fc.uint8Array({ minLength: 9, maxLength: 9, max: 2 }),
    diagonal: fc.uint8Array({ minLength: 9, maxLength: 9, max: 3 }),
    odd: fc.array(fc.tuple(fc.nat(80), fc.nat(2)), { maxLength: 3 }),
  })
  .map(({ row, diagonal, odd }) => {
    const cells = new Uint8Array(81);
    for (let i = 0; i < 9; i++) cells.set(row, i * 9);
    for (const [at, code] of odd) cells[at] = code;
    for (let i = 0; i < 9; i++) cells[i * 10] = diagonal[i] ?? 0;
    const grid: Grid<Outcome> = { rows: 9, columns: 9, codes: OUTCOMES, cells };
    return { cells: grid, addresses: ADDRESSES.map(addressOf) };
  });

/** Pair by pair. */
function plainly(matrix: MatrixReport): Map<string, PairCount> {
  const counts = new Map<string, PairCount>();
  const left = unusable(matrix);
  const places = [...matrix.addresses.keys()].filter((i) => !left.has(i));
  for (const [i, j] of places.flatMap((row) => places.map((column) => [row, column] as const))) {
    const [holder, newcomer] = [matrix.addresses[i] as Address, matrix.addresses[j] as Address];
    const key = i === j ? itselfKey(kindOf(holder)) : pairKey(kindOf(holder), kindOf(newcomer));
    counts.set(key, plus(counts.get(key) ?? NONE, gridAt(matrix.cells, i, j) as Outcome, [holder, newcomer]));
  }
  return counts;
}

const plus = (before: PairCount, outcome: Outcome, pair: readonly [Address, Address]): PairCount => ({
  ok: before.ok + Number(outcome.kind === 'ok'),
  refused: before.refused + Number(isRefusal(outcome)),
  late: before.late + Number(outcome.kind === 'refused' && outcome.call === 'listen'),
  ...(before.example || isRefusal(outcome) ? { example: before.example ?? pair } : {}),
});

test('pairs are counted as one by one, with the first refused one', () => {
  fc.assert(
    fc.property(matrices, (half) => {
      const matrix = half as MatrixReport;
      const some = [...countMatrix(matrix)].filter(([, { ok, refused: no }]) => ok + no > 0);
      const text = ([key, { example, ...count }]: [string, PairCount]): string =>
        JSON.stringify([key, count, example?.map(formatAddress)], undefined, 0);
      const sorted = (those: readonly [string, PairCount][]): string[] => those.map(text).sort();
      expect(sorted(some)).toEqual(sorted([...plainly(matrix)].filter(([, { ok, refused: no }]) => ok + no > 0)));
    }),
  );
});
