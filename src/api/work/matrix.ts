import { formatAddress, parseAddress } from '../../model/address.ts';
import { hasCell } from '../../model/cell-set.ts';
import { type Grid, gridAt } from '../../model/grid.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { MatrixReport } from '../../model/report.ts';
import { matrixHead, triedRanges } from '../../report/json.ts';
import type { Matrix, MatrixHead, MatrixJson, PairResult } from '../types/run-result.ts';

/** A matrix as users of the library see it. Its cells stay bytes until one is asked for. */
class ReportedMatrix {
  readonly #matrix: MatrixReport;
  readonly #texts: readonly string[];
  readonly #index: ReadonlyMap<string, number>;

  constructor(matrix: MatrixReport) {
    this.#matrix = matrix;
    this.#texts = matrix.addresses.map(formatAddress);
    this.#index = new Map(this.#texts.map((text, i) => [text, i]));
    Object.assign(this, matrixHead(matrix));
  }

  at(holder: string, newcomer: string): PairResult | undefined {
    const [row, column] = [this.#indexOf(holder), this.#indexOf(newcomer)];
    return row === undefined || column === undefined ? undefined : this.#pair(row, column);
  }

  *rows(): Generator<readonly PairResult[], undefined> {
    for (let row = 0; row < this.#texts.length; row++)
      yield this.#texts.map((_text, column) => this.#pair(row, column));
  }

  toJSON(): MatrixJson {
    const { cells, predicted, rules, sample } = this.#matrix;
    const { ...head } = this as unknown as MatrixHead;
    return {
      ...head,
      ...(sample === undefined ? {} : { tried: this.#texts.map((_text, row) => triedRanges(sample.tried, row)) }),
      cells: rowsOf(cells, formatOutcome),
      predicted: rowsOf(predicted, formatPrediction),
      rules: rowsOf(rules, (id) => id),
    };
  }

  #indexOf(text: string): number | undefined {
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    const address = parseAddress(text);
    return address.ok ? this.#index.get(formatAddress(address.value)) : undefined;
  }

  #pair(row: number, column: number): PairResult {
    const { cells, predicted, rules, sample } = this.#matrix;
    const [outcome, foreseen] = [gridAt(cells, row, column), gridAt(predicted, row, column)];
    return {
      holder: this.#texts[row] ?? '',
      newcomer: this.#texts[column] ?? '',
      outcome: outcome === undefined ? '' : formatOutcome(outcome),
      predicted: foreseen === undefined ? '' : formatPrediction(foreseen),
      rule: gridAt(rules, row, column) ?? '',
      tried: sample === undefined || hasCell(sample.tried, row * this.#texts.length + column),
    };
  }
}

/** An array of arrays of texts; each distinct value is worded once. */
function rowsOf<T>({ rows, columns, codes, cells }: Grid<T>, format: (value: T) => string): string[][] {
  const texts = codes.map(format);
  return Array.from({ length: rows }, (_none, row) =>
    Array.from(cells.subarray(row * columns, (row + 1) * columns), (code) => texts[code] ?? ''),
  );
}

/** The matrix, with what it is of as members of its own. */
export const reportedMatrix = (matrix: MatrixReport): Matrix => new ReportedMatrix(matrix) as unknown as Matrix;
