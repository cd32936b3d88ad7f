/** A square or oblong table of few distinct strings: one byte a cell, so that a million cells are a megabyte. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** The distinct strings; a cell is an index into it. At most 256. */
  readonly codes: readonly string[];
  /** Row-major. */
  readonly cells: Uint8Array;
}

export const gridAt = (grid: Grid, row: number, column: number): string =>
  grid.codes[grid.cells[row * grid.columns + column] ?? 0] ?? '';

/** Builds a grid cell by cell; every distinct string is kept once. */
export class GridBuilder {
  readonly #codes: string[] = [];
  readonly #index = new Map<string, number>();
  #latest = '';
  #latestCode = -1;
  readonly rows: number;
  readonly columns: number;
  readonly cells: Uint8Array;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.cells = new Uint8Array(rows * columns);
  }

  /** The code of `text`, new or known. Neighbours are mostly equal, so the latest is looked at first. */
  code(text: string): number {
    if (text === this.#latest && this.#latestCode >= 0) return this.#latestCode;
    this.#latest = text;
    this.#latestCode = this.#index.get(text) ?? this.#add(text);
    return this.#latestCode;
  }

  set(row: number, column: number, text: string): void {
    this.cells[row * this.columns + column] = this.code(text);
  }

  fillRow(row: number, text: string): void {
    this.cells.fill(this.code(text), row * this.columns, (row + 1) * this.columns);
  }

  /** More than 256 distinct strings cannot be kept: a defect of the caller. */
  #add(text: string): number {
    if (this.#codes.length === 256) throw new RangeError(`grid: more than 256 distinct cells at "${text}"`);
    this.#index.set(text, this.#codes.length);
    return this.#codes.push(text) - 1;
  }

  build(): Grid {
    return { rows: this.rows, columns: this.columns, codes: this.#codes, cells: this.cells };
  }
}
