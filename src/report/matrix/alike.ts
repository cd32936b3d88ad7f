import type { Address } from '../../model/address.ts';
import type { Grid } from '../../model/grid.ts';
import { groupBy, kindOf } from '../text/fold.ts';

/**
 * The classes of alike addresses, as indices, in the order of their first member. Two addresses are alike where
 * their rows and columns agree at every third address, both ways between the two are the same, and so is each with
 * itself. That is an equivalence, so each address falls into one class: for the code `c` that an address has with
 * its likes, the row and column with their diagonal replaced by `c` are the class's key.
 * Work: the bytes of the grid twice, for each of its distinct codes.
 */
export function alikeClasses(grid: Grid<unknown>, addresses: readonly Address[]): number[][] {
  const rows = grid.cells.slice();
  const columns = transposed(grid);
  const kinds = addresses.map(kindOf);
  const alone = new Set(addresses.keys());
  const classes: number[][] = [];
  for (let code = 0; code < grid.codes.length && alone.size > 1; code++) {
    const key = (i: number): string =>
      `${kinds[i]} ${gridCode(grid, i)} ${masked(rows, grid.rows, i, code)}${masked(columns, grid.rows, i, code)}`;
    for (const members of groupBy(alone, key)) {
      if (members.length < 2) continue;
      classes.push(members);
      for (const member of members) alone.delete(member);
    }
  }
  for (const i of alone) classes.push([i]);
  return classes.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

const gridCode = (grid: Grid<unknown>, i: number): number => grid.cells[i * grid.columns + i] ?? 0;

/** Row `i` of an n x n table as a string of bytes, with `code` on the diagonal. The table itself is a scratch copy. */
function masked(cells: Uint8Array, n: number, i: number, code: number): string {
  cells[i * n + i] = code;
  return Buffer.from(cells.buffer, cells.byteOffset + i * n, n).toString('latin1');
}

/** In square blocks, so that both the read and the written lines stay in the cache. */
const BLOCK = 32;

function transposed(grid: Grid<unknown>): Uint8Array {
  const n = grid.rows;
  const turned = new Uint8Array(n * n);
  for (let top = 0; top < n; top += BLOCK) {
    for (let left = 0; left < n; left += BLOCK) transposeBlock(grid, turned, top, left);
  }
  return turned;
}

function transposeBlock(grid: Grid<unknown>, turned: Uint8Array, top: number, left: number): void {
  const n = grid.rows;
  const bottom = Math.min(n, top + BLOCK);
  const right = Math.min(n, left + BLOCK);
  for (let i = top; i < bottom; i++) {
    for (let j = left; j < right; j++) turned[j * n + i] = grid.cells[i * n + j] ?? 0;
  }
}
