import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import { type CellSet, cellsOfRow, countCells } from '../../model/cell-set.ts';
import type { Grid } from '../../model/grid.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { MatrixReport } from '../../model/report.ts';
import type { MatrixSample } from '../../model/sample.ts';
import { axesJson } from '../sections/json.ts';

type MatrixJson = ReportJson['matrices'][number];
type GridKey = 'cells' | 'predicted' | 'rules' | 'tried';

/** The member `matrices` of a report, in pieces: a matrix may have a million cells. */
export function* matricesParts(matrices: readonly MatrixReport[]): Generator<string> {
  yield '"matrices": [';
  for (const [i, matrix] of matrices.entries()) {
    yield `${i === 0 ? '\n' : ',\n'}${JSON.stringify(matrixHead(matrix)).slice(0, -1)}`;
    if (matrix.sample !== undefined) {
      yield ',\n"tried": ';
      yield* triedParts(matrix.sample.tried);
    }
    for (const [key, rows] of Object.entries(gridsOf(matrix))) {
      yield `,\n"${key}": `;
      yield* rows;
    }
    yield '}';
  }
  yield matrices.length === 0 ? '],\n' : '\n],\n';
}

/** What a matrix is of, without its cells. */
export const matrixHead = (matrix: MatrixReport): Omit<MatrixJson, GridKey> => ({
  ...(matrix.system === undefined ? {} : { system: matrix.system }),
  protocol: matrix.protocol,
  port: matrix.port,
  ...axesJson(matrix),
  addresses: matrix.addresses.map(formatAddress),
  ...(matrix.skipped === undefined ? {} : { skipped: matrix.skipped }),
  ...(matrix.sample === undefined ? {} : { sample: sampleJson(matrix.sample) }),
  strangers: matrix.remotePeers,
});

const gridsOf = ({ cells, predicted, rules }: MatrixReport): Record<Exclude<GridKey, 'tried'>, Iterable<string>> => ({
  cells: gridParts(cells, formatOutcome),
  predicted: gridParts(predicted, formatPrediction),
  rules: gridParts(rules, (id) => id),
});

const sampleJson = ({ tried, ...others }: MatrixSample): MatrixJson['sample'] => ({
  ...others,
  tried: countCells(tried),
});

/** The columns of each row that are in the set, as ranges, a row a line. */
function* triedParts(set: CellSet): Generator<string> {
  yield '[';
  for (let row = 0; row < set.rows; row++) yield `${row === 0 ? '\n' : ',\n'}${JSON.stringify(triedRanges(set, row))}`;
  yield '\n]';
}

/** The columns of a row that are in the set, as ranges of first and last. */
export function triedRanges(set: CellSet, row: number): [number, number][] {
  const ranges: [number, number][] = [];
  for (const at of cellsOfRow(set, row)) {
    const column = at - row * set.columns;
    const last = ranges[ranges.length - 1];
    if (last !== undefined && last[1] === column - 1) last[1] = column;
    else ranges.push([column, column]);
  }
  return ranges;
}

/** An array of arrays of strings, a row a line. Each code's text is made once, and a run of equal cells is one repetition. */
function* gridParts<T>({ rows, columns, codes, cells }: Grid<T>, format: (value: T) => string): Generator<string> {
  const texts = codes.map((code) => `${JSON.stringify(format(code))},`);
  yield '[';
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * columns;
    let line = row === 0 ? '\n[' : ',\n[';
    for (let at = row * columns; at < end; ) {
      const from = at;
      const code = cells[at] ?? 0;
      do at++;
      while (at < end && cells[at] === code);
      line += (texts[code] ?? '"",').repeat(at - from);
    }
    yield columns === 0 ? `${line}]` : `${line.slice(0, -1)}]`;
  }
  yield rows === 0 ? ']' : '\n]';
}
