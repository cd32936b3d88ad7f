import type { Address } from '../../model/address.ts';
import type { Grid } from '../../model/grid.ts';
import { type Outcome, sameOutcome } from '../../model/outcome.ts';
import type { MatrixReport } from '../../model/report.ts';
import type { Glyphs } from '../text/style.ts';
import { alikeClasses } from './alike.ts';
import { type CellCode, cellCodes, codeCounts } from './codes.ts';

/** One cell of the shown matrix: `✗b`; `✓/✗b` where a folded line meets another of its own, and itself again. */
export interface PairCell {
  readonly text: string;
  readonly kind: Outcome['kind'];
  /** The rules predicted something else here. */
  readonly differs: boolean;
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
  const counts = codeCounts(cells);
  return {
    classes: classes.map((members) => members.flatMap((i) => addresses[i] ?? [])),
    cells: shown.map((row) => shown.map((column) => pairCell(marked, codes, row, column))),
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
): PairCell {
  const [i = 0] = row;
  const other = row === column ? (column[1] ?? i) : (column[0] ?? 0);
  const first = markedAt(marked, codes, i, other);
  const itself = row === column ? markedAt(marked, codes, i, i) : first;
  if (itself.text === first.text) return first;
  return { text: `${first.text}/${itself.text}`, kind: first.kind, differs: first.differs || itself.differs };
}

function markedAt(marked: Grid<Outcome>, codes: readonly CellCode[], i: number, j: number): PairCell {
  const value = marked.cells[i * marked.columns + j] ?? 0;
  const code = codes[value % codes.length];
  const isMarked = value >= codes.length;
  return { text: (code?.text ?? '') + (isMarked ? '!' : ''), kind: code?.outcome.kind ?? 'skipped', differs: isMarked };
}

/**
 * The grid with each code twice, as it is and marked (shifted by the number of codes) where the rules predicted something
 * else: so a cell where they fail is never folded away. Where a byte has no room for that, there are no marks.
 */
function withMarks({ cells, predicted }: MatrixReport): Grid<Outcome> {
  const known = cells.codes.length;
  if (known > 128 || predicted.cells.length !== cells.cells.length) return cells;
  const shift = new Uint8Array(256 * 256);
  for (const [code, observed] of cells.codes.entries()) {
    for (const [p, prediction] of predicted.codes.entries())
      shift[code * 256 + p] = differs(observed, prediction) ? known : 0;
  }
  const marked = Uint8Array.from(cells.cells);
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
