import type { Address } from '../../model/address.ts';
import { cellsOfRow } from '../../model/cell-set.ts';
import type { Grid } from '../../model/grid.ts';
import { type Outcome, sameOutcome } from '../../model/outcome.ts';
import { pairKinds } from '../../model/pair-kinds.ts';
import type { MatrixReport } from '../../model/report.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { alikeClasses } from './alike.ts';
import { type CellCode, cellCodes, codeCounts } from './codes.ts';

/** One cell of the shown matrix: `✗b`; `✓/✗b` where a folded line meets another of its own, and itself again. */
export interface PairCell {
  readonly text: string;
  readonly kind: Outcome['kind'];
  /** The rules predicted something else here. */
  readonly differs: boolean;
  /** Some of the pairs that the cell stands for were not tried. */
  readonly inferred: boolean;
  /** The number of a pair that it stands for, ROW * COLUMNS + COLUMN. */
  readonly at: number;
  /** The same of an address with itself, where that came out otherwise. */
  readonly itself?: number;
}

/** A matrix made ready to be shown: alike addresses folded, each cell a short code. */
export interface PairsView {
  /** The addresses of each line. */
  readonly classes: readonly (readonly Address[])[];
  /** Empty where there are more lines than a person can read. */
  readonly cells: readonly (readonly PairCell[])[];
  /** The distinct outcomes with how often each occurred, the good one first. */
  readonly legend: readonly (CellCode & { readonly count: number })[];
}

/** More kinds of addresses than this do not fit on a page. */
const READABLE = 64;

/** Folds alike addresses where there are more than `unfolded`. */
export function pairsView(matrix: MatrixReport, glyphs: Glyphs, unfolded: number): PairsView {
  const { addresses, cells } = matrix;
  const codes = cellCodes(cells.codes, glyphs);
  const marked = withMarks(matrix);
  const classes = addresses.length <= unfolded ? addresses.map((_, i) => [i]) : alikeClasses(marked, addresses);
  const shown = classes.length > READABLE ? [] : classes;
  const isInferred = inferredBlocks(matrix, shown);
  const counts = codeCounts(matrix);
  return {
    classes: classes.map((members) => members.flatMap((i) => addresses[i] ?? [])),
    cells: shown.map((row, r) =>
      shown.map((column, c) => pairCell(marked, codes, row, column, isInferred[r * shown.length + c] === true)),
    ),
    legend: codes
      .map((code, i) => ({ ...code, count: counts[i] ?? 0 }))
      .filter((code) => code.count > 0)
      .sort((a, b) => Number(b.outcome.kind === 'ok') - Number(a.outcome.kind === 'ok')),
  };
}

function pairCell(
  marked: Grid<Outcome>,
  codes: readonly CellCode[],
  row: readonly number[],
  column: readonly number[],
  inferred: boolean,
): PairCell {
  const [i = 0] = row;
  const other = row === column ? (column[1] ?? i) : (column[0] ?? 0);
  const first = markedAt(marked, codes, i, other);
  const itself = row === column ? markedAt(marked, codes, i, i) : first;
  const text = first.text + (inferred ? '~' : '');
  const at = i * marked.columns + other;
  if (itself.text === first.text) return { ...first, text, inferred, at };
  return {
    text: `${text}/${itself.text}`,
    kind: first.kind,
    differs: first.differs || itself.differs,
    inferred,
    at,
    itself: i * marked.columns + i,
  };
}

/** For each two classes, whether a pair of them was not tried. */
function inferredBlocks({ sample, addresses }: MatrixReport, classes: readonly (readonly number[])[]): boolean[] {
  if (sample === undefined) return [];
  const { tried } = sample;
  const classOf = new Int32Array(addresses.length);
  for (const [number, members] of classes.entries()) for (const i of members) classOf[i] = number;
  const counts = new Float64Array(classes.length ** 2);
  for (let i = 0; i < tried.rows && classes.length > 0; i++)
    for (const at of cellsOfRow(tried, i)) {
      const block = (classOf[i] as number) * classes.length + (classOf[at - i * tried.columns] as number);
      counts[block] = (counts[block] as number) + 1;
    }
  return classes.flatMap((row, r) =>
    classes.map((column, c) => (counts[r * classes.length + c] as number) < row.length * column.length),
  );
}

function markedAt(
  marked: Grid<Outcome>,
  codes: readonly CellCode[],
  i: number,
  j: number,
): Pick<PairCell, 'text' | 'kind' | 'differs'> {
  const value = marked.cells[i * marked.columns + j] ?? 0;
  const code = codes[value % codes.length];
  const isMarked = value >= codes.length;
  return { text: (code?.text ?? '') + (isMarked ? '!' : ''), kind: code?.outcome.kind ?? 'skipped', differs: isMarked };
}

/**
 * The grid with each code twice, as it is and marked (shifted by the number of codes) where the rules predicted something
 * else: so a cell where they fail is never folded away. Where a byte has no room for that, there are no marks.
 */
function withMarks(matrix: MatrixReport): Grid<Outcome> {
  const { cells, predicted } = matrix;
  const known = cells.codes.length;
  if (known > 128 || predicted.cells.length !== cells.cells.length) return cells;
  if (!pairKinds(matrix).some((kind) => kind.predicted !== undefined && differs(kind.outcome, kind.predicted)))
    return cells;
  const shift = new Uint8Array(256 * 256);
  for (const [code, observed] of cells.codes.entries()) {
    for (const [p, prediction] of predicted.codes.entries())
      shift[code * 256 + p] = differs(observed, prediction) ? known : 0;
  }
  const marked = cells.cells.slice();
  for (let at = 0; at < marked.length; at++) {
    const code = marked[at] ?? 0;
    marked[at] = code + (shift[code * 256 + (predicted.cells[at] ?? 0)] ?? 0);
  }
  return { ...cells, codes: [...cells.codes, ...cells.codes], cells: marked };
}

/** Whether a pair that was tried came out otherwise than the rules predicted. */
const differs = (observed: Outcome, predicted: Outcome): boolean =>
  (observed.kind === 'ok' || observed.kind === 'refused') &&
  predicted.kind !== 'unknown' &&
  !sameOutcome(observed, predicted);
