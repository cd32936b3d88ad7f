/** Cells of a table, by one bit each, row-major: plain data, which another process can be sent. */
export interface CellSet {
  readonly rows: number;
  readonly columns: number;
  readonly bits: Uint32Array;
}

export const cellSet = (rows: number, columns: number): CellSet => ({
  rows,
  columns,
  bits: new Uint32Array(Math.ceil((rows * columns) / 32)),
});

/** Whether the cell with the number `at`, ROW * COLUMNS + COLUMN, is in the set. */
export const hasCell = ({ bits }: CellSet, at: number): boolean => ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;

export function addCell({ bits }: CellSet, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

export function addRow(set: CellSet, row: number): void {
  for (let at = row * set.columns; at < (row + 1) * set.columns; at++) addCell(set, at);
}

/** The numbers of the cells of a row that are in the set, in order. Words without a cell are passed over. */
export function cellsOfRow(set: CellSet, row: number): number[] {
  const found: number[] = [];
  const end = (row + 1) * set.columns;
  for (let at = row * set.columns; at < end; ) {
    if ((at & 31) === 0 && set.bits[at >>> 5] === 0) at += 32;
    else {
      if (hasCell(set, at)) found.push(at);
      at++;
    }
  }
  return found;
}

/** How many cells are in the set. */
export function countCells({ bits }: CellSet): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) count += onesOf(bits[i] as number);
  return count;
}

/** The number of bits that are set in a 32-bit word: Warren, Hacker's Delight, 5-1. */
function onesOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
