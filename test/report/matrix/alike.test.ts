import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../../src/model/address.ts';
import { kindOf } from '../../../src/model/address-kind.ts';
import { type Grid, GridBuilder, gridAt } from '../../../src/model/grid.ts';
import { alikeClasses } from '../../../src/report/matrix/alike.ts';
import { times } from '../../setup/long.ts';
import { addressOf } from '../fixtures/outcomes.ts';

const gridOf = (rows: readonly (readonly string[])[]): Grid<string> => {
  const builder = new GridBuilder<string>(rows.length, rows.length);
  for (const [i, row] of rows.entries()) for (const [j, cell] of row.entries()) builder.set(i, j, cell);
  return builder.build();
};

const addressesOf = (n: number): Address[] =>
  Array.from({ length: n }, (_, i) => addressOf(i === 0 ? '0.0.0.0' : `10.0.0.${i}`));

/** The definition, word for word: three nested loops. */
function areAlike(grid: Grid<string>, addresses: readonly Address[], i: number, j: number): boolean {
  const third = addresses.every(
    (_, k) =>
      k === i || k === j || (gridAt(grid, i, k) === gridAt(grid, j, k) && gridAt(grid, k, i) === gridAt(grid, k, j)),
  );
  const between = gridAt(grid, i, j) === gridAt(grid, j, i) && gridAt(grid, i, i) === gridAt(grid, j, j);
  return third && between && kindOf(addresses[i] as Address) === kindOf(addresses[j] as Address);
}

describe('alike addresses', () => {
  it('are those whose rows and columns agree, whatever each is with itself', () => {
    const rows = [
      ['b', 'b', 'b', 'b'],
      ['b', 'b', 'ok', 'ok'],
      ['b', 'ok', 'b', 'ok'],
      ['b', 'ok', 'ok', 'b'],
    ];
    expect(alikeClasses(gridOf(rows), addressesOf(4))).toEqual([[0], [1, 2, 3]]);
  });

  it('are not those that differ only in how they hold, or only in how they try', () => {
    const rows = [
      ['b', 'b', 'b'],
      ['b', 'b', 'ok'],
      ['b', 'b', 'b'],
    ];
    expect(alikeClasses(gridOf(rows), addressesOf(3))).toEqual([[0], [1], [2]]);
  });

  it('never belong to two families, nor ANY to the specific ones', () => {
    const same = Array.from({ length: 4 }, () => ['ok', 'ok', 'ok', 'ok']);
    expect(alikeClasses(gridOf(same), ['0.0.0.0', '10.0.0.1', '::1', 'fe80::1%eth0'].map(addressOf))).toEqual([
      [0],
      [1],
      [2, 3],
    ]);
  });

  it('are found as by the definition', () => {
    const kinds = fc
      .integer({ min: 1, max: 12 })
      .chain((n) =>
        fc.tuple(
          fc.array(fc.integer({ min: 0, max: 2 }), { minLength: n, maxLength: n }),
          fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 18, maxLength: 18 }),
        ),
      );
    fc.assert(
      fc.property(kinds, ([of, table]) => {
        const grid = gridOf(
          of.map((row, i) => of.map((column, j) => table[row * 3 + column + (i === j ? 9 : 0)] ?? '')),
        );
        const addresses = addressesOf(of.length);
        const classes = alikeClasses(grid, addresses);
        expect(classes.flat().sort((a, b) => a - b)).toEqual([...addresses.keys()]);
        const classOf = (i: number): number => classes.findIndex((members) => members.includes(i));
        for (const i of addresses.keys()) {
          for (const j of addresses.keys())
            if (i !== j) expect(classOf(i) === classOf(j), `${i} and ${j}`).toBe(areAlike(grid, addresses, i, j));
        }
      }),
      { numRuns: times(100, 500) },
    );
  });
});
