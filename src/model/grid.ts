/** A table with few distinct values: one byte for each cell, so that a million cells take a megabyte. */
export interface Grid<T> {
  readonly rows: number;
  readonly columns: number;
  /** The distinct values; a cell is an index into it. At most 256. */
  readonly codes: readonly T[];
  /** Row-major. */
  readonly cells: Uint8Array;
}

/** The value of a cell; undefined outside the table. */
export const gridAt = <T>(grid: Grid<T>, row: number, column: number): T | undefined =>
  grid.codes[grid.cells[row * grid.columns + column] ?? 0];

/** Builds a grid cell by cell. Values are distinct by identity; each is kept once. */
export class GridBuilder<T> {
  readonly #codes: T[] = [];
  readonly #index = new Map<T, number>();
  #latest: T | undefined;
  #latestCode = -1;
  readonly rows: number;
  readonly columns: number;
  readonly cells: Uint8Array;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.cells = new Uint8Array(rows * columns);
  }

  /** The code of a value, new or known. Neighbours are mostly equal, so the latest value is compared first. */
  code(value: T): number {
    if (value === this.#latest && this.#latestCode >= 0) return this.#latestCode;
    this.#latest = value;
    this.#latestCode = this.#index.get(value) ?? this.#add(value);
    return this.#latestCode;
  }

  set(row: number, column: number, value: T): void {
    this.cells[row * this.columns + column] = this.code(value);
  }

  fillRow(row: number, value: T): void {
    this.cells.fill(this.code(value), row * this.columns, (row + 1) * this.columns);
  }

  /** Throws RangeError for the 257th distinct value: a defect of the caller. */
  #add(value: T): number {
    if (this.#codes.length === 256) throw new RangeError('grid: more than 256 distinct cells');
    this.#index.set(value, this.#codes.length);
    return this.#codes.push(value) - 1;
  }

  build(): Grid<T> {
    return { rows: this.rows, columns: this.columns, codes: this.#codes, cells: this.cells };
  }
}

/** A copy of a grid, to be changed. */
export function gridCopy<T>({ rows, columns, codes, cells }: Grid<T>): GridBuilder<T> {
  const copy = new GridBuilder<T>(rows, columns);
  for (const value of codes) copy.code(value);
  copy.cells.set(cells);
  return copy;
}
