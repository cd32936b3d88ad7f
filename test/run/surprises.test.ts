import { describe, expect, test } from 'vitest';
import { addCell, cellSet, hasCell } from '../../src/model/cell-set.ts';
import type { PairClasses } from '../../src/model/pair-classes.ts';
import { Surprises } from '../../src/run/surprises.ts';

/** Place 0 is ANY, the even places are of one class, the odd ones of another. */
const SIZE = 41;
const numbers = (of: (i: number) => number): Int32Array => Int32Array.from({ length: SIZE }, (_, i) => of(i));
const CLASSES: PairClasses = {
  of: numbers((i) => (i === 0 ? 0 : 1 + (i % 2))),
  count: 3,
  ips: numbers((i) => i),
  devices: { holder: numbers(() => 0), newcomer: numbers(() => 0) },
};

/** The pairs that are to be tried after these were not as predicted, `HOLDER>NEWCOMER`. */
function further(...pairs: [holder: number, newcomer: number][]) {
  const surprises = new Surprises(CLASSES, new Set([0]));
  const tried = cellSet(SIZE, SIZE);
  for (const [i, j] of pairs) {
    surprises.note(i, j);
    addCell(tried, i * SIZE + j);
  }
  const { cells, inFull } = surprises.further(tried);
  const has = (i: number, j: number): boolean => hasCell(cells, i * SIZE + j);
  const all = [...Array(SIZE * SIZE).keys()].filter((at) => hasCell(cells, at));
  return { has, count: all.length, inFull, unlike: surprises.unlike };
}

describe('after outcomes that were not as predicted', () => {
  test('none: nothing more is tried', () => {
    expect(further()).toMatchObject({ count: 0, inFull: 0, unlike: 0 });
  });

  test('beside ANY: every pair of that address, and no other', () => {
    const { has, ...rest } = further([0, 7]);
    expect(rest).toEqual({ count: 2 * SIZE - 1 - 1, inFull: 0, unlike: 1 });
    expect([has(7, 12), has(12, 7), has(7, 0), has(0, 7), has(9, 12)]).toEqual([true, true, true, false, false]);
  });

  test('with itself: the same', () => {
    expect(further([8, 8])).toMatchObject({ count: 2 * SIZE - 1 - 1, unlike: 1, inFull: 0 });
  });

  test('of two others: every pair of their class, and no other', () => {
    const { has, ...rest } = further([2, 5]);
    expect(rest).toEqual({ count: 20 * 20 - 1, inFull: 1, unlike: 0 });
    expect([has(4, 7), has(7, 4), has(2, 4), has(2, 5)]).toEqual([true, false, false, false]);
  });

  test('of an address that is like no other: its class stays as it is', () => {
    expect(further([0, 5], [2, 5], [5, 2])).toMatchObject({ inFull: 0, unlike: 1 });
  });
});
