import type { Address } from '../../model/address.ts';
import { kindOf } from '../../model/address-kind.ts';
import type { Grid } from '../../model/grid.ts';
import { repeatsRowAbove } from '../../model/repeated-rows.ts';
import { groupBy } from '../text/fold.ts';

/**
 * The classes of alike addresses, as indices, in the order of their first member. Two addresses are alike where
 * their rows and columns agree at every third address, both ways between the two are the same, and so is each with
 * itself. That is an equivalence, so each address falls into one class. Neighbours are mostly alike: of each run of them the
 * first is compared with those of the other runs.
 */
export function alikeClasses(grid: Grid<unknown>, addresses: readonly Address[]): number[][] {
  const kinds = addresses.map(kindOf);
  const classes = new Map<number, number[]>();
  let first = -1;
  const changes = columnChanges(grid);
  for (const [i, kind] of kinds.entries()) {
    const joins =
      i > 0 && kind === kinds[i - 1] && !changes.has(i) && repeatsRowAbove(grid, i) && agree(grid, i - 1, i);
    if (!joins) first = i;
    if (joins) classes.get(first)?.push(i);
    else classes.set(i, [i]);
  }
  for (const runs of alikeRuns(grid, [...classes.keys()], kinds))
    for (const run of runs.slice(1)) {
      classes.get(runs[0] as number)?.push(...(classes.get(run) ?? []));
      classes.delete(run);
    }
  return [...classes.values()].map((one) => one.sort((a, b) => a - b)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

const codeAt = ({ cells, columns }: Grid<unknown>, row: number, column: number): number =>
  cells[row * columns + column] ?? 0;

/** Both ways between the two, and each with itself. */
const agree = (grid: Grid<unknown>, i: number, j: number): boolean =>
  codeAt(grid, i, j) === codeAt(grid, j, i) && codeAt(grid, i, i) === codeAt(grid, j, j);

/** The columns that differ from the one before them in a row that is neither of the two. */
function columnChanges(grid: Grid<unknown>): Set<number> {
  const changes = new Set<number>();
  const look = (row: number, column: number): void => {
    const isOther = row !== column && row !== column - 1;
    if (isOther && codeAt(grid, row, column) !== codeAt(grid, row, column - 1)) changes.add(column);
  };
  for (let row = 0; row < grid.rows; row++) {
    // Such a row differs from the one above it at these columns alone; in the row above, some of them were not looked at.
    const repeats = repeatsRowAbove(grid, row);
    const [from, to] = repeats ? [row - 1, row + 1] : [1, grid.columns - 1];
    for (let column = Math.max(1, from); column <= Math.min(to, grid.columns - 1); column++) look(row, column);
  }
  return changes;
}

/**
 * Which of these addresses are alike, each in one list: for the code `c` that an address has with its likes, the row and
 * column with their diagonal replaced by `c` are the key.
 */
function alikeRuns(grid: Grid<unknown>, firsts: readonly number[], kinds: readonly string[]): number[][] {
  const alone = new Set(firsts);
  const found: number[][] = [];
  for (let code = 0; code < grid.codes.length && alone.size > 1; code++) {
    const key = (i: number): string => `${kinds[i]} ${codeAt(grid, i, i)} ${lineOf(grid, i, code)}`;
    for (const members of groupBy(alone, key)) {
      if (members.length < 2) continue;
      found.push(members);
      for (const member of members) alone.delete(member);
    }
  }
  return found;
}

/** The row and the column of an address as text, with `code` where they meet. */
function lineOf(grid: Grid<unknown>, i: number, code: number): string {
  const n = grid.rows;
  const line = new Uint8Array(2 * n);
  line.set(grid.cells.subarray(i * n, (i + 1) * n));
  for (let j = 0; j < n; j++) line[n + j] = codeAt(grid, j, i);
  line[i] = code;
  line[n + i] = code;
  return new TextDecoder('latin1').decode(line);
}
