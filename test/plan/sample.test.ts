import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, isAny } from '../../src/model/address.ts';
import { cellsOfRow, countCells, hasCell } from '../../src/model/cell-set.ts';
import type { Host } from '../../src/model/host.ts';
import { isSameIp, pairClass } from '../../src/model/pair-classes.ts';
import { LEAST_OF_CLASS, planSample } from '../../src/plan/sample.ts';
import { groupBy } from '../../src/report/text/fold.ts';
import { environmentOf, predictMatrix, ruleSet } from '../../src/rules/index.ts';
import { address, combinationWith, heldSocket, hostWith } from './host.ts';

const many = (count: number, of: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => of(i));

/** Addresses of many kinds, among them one on which another socket listens. */
const TEXTS = [
  ...many(100, (i) => `10.0.${i >> 7}.${i & 127}`),
  ...many(40, (i) => `fd00::${(i + 1).toString(16)}`),
  ...many(12, (i) => `fe80::1%d${i}`),
  ...many(12, (i) => `fe80::2%d${i}`),
];
const HOST: Host = hostWith(
  TEXTS.map((text) => (text.includes('%') ? `${text.split('%')[1]} ${text}` : `eth0 ${text}`)),
);
const ADDRESSES = ['0.0.0.0', ...TEXTS.slice(0, 100), '127.0.0.1', '::', ...TEXTS.slice(100), '::1'].map(address);
const ANYS = new Set([...ADDRESSES.keys()].filter((i) => isAny(ADDRESSES[i] as Address)));
const LINUX = ruleSet('linux');

const foreseen = (combination = combinationWith(), addresses = ADDRESSES) =>
  predictMatrix(
    LINUX,
    environmentOf(HOST, [heldSocket({ address: address('10.0.0.77'), reuseaddr: true, reuseport: false })]),
    combination,
    addresses,
  );

function sampleOf(seed: number, combination = combinationWith()) {
  const known = foreseen(combination);
  const sample = planSample(ADDRESSES, known, seed);
  if (sample === undefined) throw new Error('every pair is tried');
  return { known, tried: sample.tried };
}

describe('the pairs of a matrix that are tried', () => {
  test('are all up to a hundred addresses', () => {
    const hundred = ADDRESSES.slice(0, 100);
    expect(planSample(hundred, foreseen(combinationWith(), hundred), 1)).toBeUndefined();
    const more = ADDRESSES.slice(0, 101);
    expect(planSample(more, foreseen(combinationWith(), more), 1)).toBeDefined();
  });

  test('are the same for the same seed, and others for another', () => {
    expect(sampleOf(7).tried.bits).toEqual(sampleOf(7).tried.bits);
    expect(sampleOf(7).tried.bits).not.toEqual(sampleOf(8).tried.bits);
  });

  test('have every ANY with every address, every address with itself, and some of each class', () => {
    const n = ADDRESSES.length;
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('none', 'addr', 'port'), (seed, reuse) => {
        const combination = combinationWith({ reuse: { holder: 'addr', newcomer: reuse as 'addr' } });
        const { known, tried } = sampleOf(seed, combination);
        const cells = [...Array(n * n).keys()].map((at) => ({
          i: Math.floor(at / n),
          j: at % n,
          is: hasCell(tried, at),
        }));
        expect(cells.filter(({ i, j, is }) => !is && (ANYS.has(i) || ANYS.has(j)))).toEqual([]);
        expect(cells.filter(({ i, j, is }) => !is && isSameIp(known.classes, i, j))).toEqual([]);
        for (const of of groupBy(cells, ({ i, j }) => String(pairClass(known.classes, i, j))))
          expect(of.filter(({ is }) => is).length).toBeGreaterThanOrEqual(Math.min(of.length, LEAST_OF_CLASS));
        expect(countCells(tried)).toBeLessThan(n ** 2 / 2);
      }),
      { numRuns: 5 },
    );
  });

  test('have each address as holder and as newcomer beside others', () => {
    const n = ADDRESSES.length;
    const { tried } = sampleOf(1);
    const rows = ADDRESSES.map((_, i) => cellsOfRow(tried, i).length);
    const columns = ADDRESSES.map((_, j) => ADDRESSES.filter((__, i) => hasCell(tried, i * n + j)).length);
    // Both ANY, itself, and at least two of three drawn partners, of whom two may be one.
    for (const count of [...rows, ...columns]) expect(count).toBeGreaterThanOrEqual(5);
  });

  test('are all whose outcome the rules cannot predict', () => {
    const unread = heldSocket({ address: address('10.0.0.77') });
    const known = predictMatrix(
      LINUX,
      environmentOf(HOST, [unread]),
      combinationWith({ reuse: { holder: 'port', newcomer: 'port' } }),
      ADDRESSES,
    );
    const unknown = known.outcomes.codes.findIndex((outcome) => outcome.kind === 'unknown');
    expect(unknown).toBeGreaterThanOrEqual(0);
    const sample = planSample(ADDRESSES, known, 1);
    const untried = [...known.outcomes.cells.keys()].filter(
      (at) => known.outcomes.cells[at] === unknown && sample !== undefined && !hasCell(sample.tried, at),
    );
    expect(untried).toEqual([]);
  });
});
