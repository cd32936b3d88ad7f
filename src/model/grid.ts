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
  readonly rows: number;
  readonly columns: number;
  readonly cells: Uint8Array;

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.cells = new Uint8Array(rows * columns);
  }

  /** The code of `text`, new or known. More than 256 distinct strings cannot be kept: a defect of the caller. */
  code(text: string): number {
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    if (this.#codes.length === 256) throw new RangeError(`grid: more than 256 distinct cells at "${text}"`);
    this.#index.set(text, this.#codes.length);
    return this.#codes.push(text) - 1;
  }

  set(row: number, column: number, text: string): void {
    this.cells[row * this.columns + column] = this.code(text);
  }

  fillRow(row: number, text: string): void {
    this.cells.fill(this.code(text), row * this.columns, (row + 1) * this.columns);
  }

  build(): Grid {
    return { rows: this.rows, columns: this.columns, codes: this.#codes, cells: this.cells };
  }
}
