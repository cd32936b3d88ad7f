import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Grid, gridAt } from '../../src/model/grid.ts';
import { OK, type Outcome, refused, UNKNOWN } from '../../src/model/outcome.ts';
import { pairKinds } from '../../src/model/pair-kinds.ts';
import { repeatsRowAbove } from '../../src/model/repeated-rows.ts';

const OUTCOMES: readonly Outcome[] = [OK, refused('bind', 'EADDRINUSE'), UNKNOWN];
const RULES = ['', 'linux.port-free', 'linux.same-address-listening'];

/** A table whose rows mostly repeat the one above, but for the diagonal and for a few cells anywhere. */
const table = (size: number): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      row: fc.uint8Array({ minLength: size, maxLength: size, max: 2 }),
      diagonal: fc.uint8Array({ minLength: size, maxLength: size, max: 2 }),
      odd: fc.array(fc.tuple(fc.nat(size * size - 1), fc.nat(2)), { maxLength: 3 }),
    })
    .map(({ row, diagonal, odd }) => {
      const cells = new Uint8Array(size * size);
      for (let i = 0; i < size; i++) {
        cells.set(row, i * size);
        cells[i * size + i] = diagonal[i] ?? 0;
      }
      for (const [at, code] of odd) cells[at] = code;
      return cells;
    });

const grids = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const grid = <T>(codes: readonly T[], cells: Uint8Array): Grid<T> => ({ rows: size, columns: size, codes, cells });
  return fc
    .tuple(table(size), fc.oneof(table(size), fc.constant(new Uint8Array(0))), table(size))
    .map(([seen, foreseen, by]) => ({
      cells: grid(OUTCOMES, seen),
      predicted: grid(OUTCOMES, foreseen),
      rules: grid(RULES, by),
    }));
});

type Grids = ReturnType<typeof grids.generate>['value'];

/** Cell by cell. */
function plainly({ cells, predicted, rules }: Grids): unknown[] {
  const kinds = new Map<string, { count: number }>();
  for (let at = 0; at < cells.cells.length; at++) {
    const [row, column] = [Math.floor(at / cells.columns), at % cells.columns];
    const value = {
      outcome: gridAt(cells, row, column),
      predicted: gridAt(predicted, row, column),
      rule: gridAt(rules, row, column),
    };
    const key = JSON.stringify(value);
    const kind = kinds.get(key) ?? { ...value, count: 0, first: at };
    kind.count++;
    kinds.set(key, kind);
  }
  return [...kinds.values()];
}

test('the kinds of pairs are counted as cell by cell, in the order of their first ones', () => {
  fc.assert(
    fc.property(grids, (those) => {
      expect(pairKinds(those)).toEqual(plainly(those));
    }),
  );
});

test('a row repeats the one above where they agree beside the diagonal', () => {
  fc.assert(
    fc.property(grids, ({ cells }) => {
      for (let row = 0; row < cells.rows; row++) {
        const agrees = (column: number): boolean =>
          column === row || column === row - 1 || gridAt(cells, row, column) === gridAt(cells, row - 1, column);
        expect(repeatsRowAbove(cells, row)).toBe(row > 0 && [...Array(cells.columns).keys()].every(agrees));
      }
    }),
  );
});
