import type { Grid } from './grid.ts';

/** By the grid, of which nothing changes: several parts of a report go over its rows. */
const KNOWN = new WeakMap<Grid<unknown>, Uint8Array>();

/**
 * Whether a row has the values of the row above it, wherever neither of the two meets the diagonal: so do the rows of
 * addresses that are alike, and what was counted in one need not be counted again. Row 0 repeats none.
 */
export function repeatsRowAbove(grid: Grid<unknown>, row: number): boolean {
  const known = KNOWN.get(grid) ?? repeats(grid);
  KNOWN.set(grid, known);
  return known[row] === 1;
}

const repeats = (grid: Grid<unknown>): Uint8Array =>
  Uint8Array.from({ length: grid.rows }, (_, row) => (isLikeAbove(grid, row) ? 1 : 0));

function isLikeAbove({ columns, cells }: Grid<unknown>, row: number): boolean {
  if (row === 0) return false;
  if (cells.length < (row + 1) * columns) return cells.length === 0;
  const [above, below] = [(row - 1) * columns, row * columns];
  return (
    areSame(cells, above, below, Math.min(row - 1, columns)) &&
    areSame(cells, above + row + 1, below + row + 1, Math.max(0, columns - row - 1))
  );
}

/** memcmp(3) through Node's Buffer, which takes a tenth of the loop's time; a browser has the loop. */
const areSame: (cells: Uint8Array, a: number, b: number, length: number) => boolean =
  typeof Buffer === 'undefined' ? areSameByLoop : areSameByBuffer;

function areSameByLoop(cells: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (cells[a + i] !== cells[b + i]) return false;
  return true;
}

function areSameByBuffer(cells: Uint8Array, a: number, b: number, length: number): boolean {
  const bytes = bufferOf(cells);
  return bytes.compare(bytes, a, a + length, b, b + length) === 0;
}

const buffers = new WeakMap<Uint8Array, Buffer>();

function bufferOf(cells: Uint8Array): Buffer {
  const bytes = buffers.get(cells) ?? Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength);
  buffers.set(cells, bytes);
  return bytes;
}
