import type { Grid } from './grid.ts';
import type { Outcome } from './outcome.ts';
import { repeatsRowAbove } from './repeated-rows.ts';

/** Pairs of a matrix that have outcome, prediction and rule in common. */
export interface PairKind {
  readonly outcome: Outcome;
  readonly predicted: Outcome | undefined;
  readonly rule: string;
  count: number;
  /** The number of the first of them, ROW * COLUMNS + COLUMN. */
  readonly first: number;
}

interface Grids {
  readonly cells: Grid<Outcome>;
  readonly predicted: Grid<Outcome>;
  readonly rules: Grid<string>;
}

const known = new WeakMap<Grid<Outcome>, { readonly of: Grids; readonly kinds: readonly PairKind[] }>();

/** The kinds of pairs, in the order of their first ones. A matrix may have millions of cells: each is looked at once. */
export function pairKinds(grids: Grids): readonly PairKind[] {
  const before = known.get(grids.cells);
  if (before?.of.predicted === grids.predicted && before.of.rules === grids.rules) return before.kinds;
  const kinds = countKinds(grids);
  known.set(grids.cells, { of: { cells: grids.cells, predicted: grids.predicted, rules: grids.rules }, kinds });
  return kinds;
}

function countKinds(grids: Grids): PairKind[] {
  const kinds = new Map<number, PairKind>();
  const count = (key: number, at: number, times: number): void => {
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, newKind(grids, key, at, times));
    else kind.count += times;
  };
  const { rows, columns } = grids.cells;
  let inRow = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    if (repeats(grids, row)) {
      for (const at of aroundDiagonal(columns, row)) {
        add(inRow, keyAt(grids, at - columns), -1);
        add(inRow, keyAt(grids, at), 1);
        count(keyAt(grids, at), at, 0);
      }
    } else inRow = countRow(grids, row, count);
    for (const [key, times] of inRow) count(key, row * columns, times);
  }
  return [...kinds.values()];
}

const repeats = ({ cells, predicted, rules }: Grids, row: number): boolean =>
  [cells, predicted, rules].every((grid) => repeatsRowAbove(grid, row));

/** Where a row, or the one above it, meets the diagonal. */
const aroundDiagonal = (columns: number, row: number): readonly number[] =>
  [row - 1, row].filter((column) => column < columns).map((column) => row * columns + column);

/** How often each key is in a row; `found` is told where it is first met, and counts nothing yet. */
function countRow(grids: Grids, row: number, found: (key: number, at: number, times: 0) => void): Map<number, number> {
  const counts = new Map<number, number>();
  const { columns } = grids.cells;
  const end = (row + 1) * columns;
  for (let at = row * columns; at < end; ) {
    const first = at;
    const key = keyAt(grids, at);
    // Neighbours are mostly alike.
    do at++;
    while (at < end && keyAt(grids, at) === key);
    found(key, first, 0);
    add(counts, key, at - first);
  }
  return counts;
}

/** The codes of a cell in one number. A missing cell counts as 0. */
const keyAt = ({ cells, predicted, rules }: Grids, at: number): number =>
  ((cells.cells[at] ?? 0) << 16) | ((predicted.cells[at] ?? 0) << 8) | (rules.cells[at] ?? 0);

const newKind = ({ cells, predicted, rules }: Grids, key: number, first: number, count: number): PairKind => ({
  outcome: cells.codes[key >> 16] as Outcome,
  predicted: predicted.codes[(key >> 8) & 0xff],
  rule: rules.codes[key & 0xff] ?? '',
  count,
  first,
});

const add = (counts: Map<number, number>, key: number, times: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + times);
};
