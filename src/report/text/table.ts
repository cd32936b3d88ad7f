import { greatest } from '../../model/extremes.ts';
import type { Paint } from './style.ts';
import { widestWord, width, wrap } from './text.ts';

/** One cell of plain text; `paint` colours it after its width is known. */
export interface TableCell {
  readonly text: string;
  readonly paint?: Paint;
  /** The columns that this cell may ask for: a head of several words runs over several lines instead. */
  readonly atMost?: number;
}

export type Rows = readonly (readonly TableCell[])[];

export interface Layout {
  /** Columns of the whole line, indent included. */
  readonly columns: number;
  readonly indent: number;
  /** Spaces between two columns. */
  readonly gap: number;
}

/** Whether the rows fit with every cell on one line. */
export const fitsUnbroken = (rows: Rows, layout: Layout): boolean => fits(naturalWidths(rows), layout);

/** Whether the rows fit with no word broken. */
export const fitsByWords = (rows: Rows, layout: Layout): boolean => fits(wordWidths(rows), layout);

/** Aligns rows in columns; where they do not fit, the widest columns give way and their cells run over several lines. */
export const table = (rows: Rows, layout: Layout): string[] => tableRows(rows, layout).flat();

/** The lines of each row by themselves, for a table with something to say between its rows. */
export function tableRows(rows: Rows, layout: Layout): string[][] {
  const widths = naturalWidths(rows);
  shrink(widths, wordWidths(rows), layout);
  shrink(
    widths,
    widths.map(() => NARROWEST),
    layout,
  );
  return rows.map((row) => rowLines(row, widths, layout));
}

/** Words are broken down to this, where nothing else helps. */
const NARROWEST = 4;

const fits = (widths: readonly number[], { columns, indent, gap }: Layout): boolean =>
  indent + widths.reduce((sum, one) => sum + one, 0) + gap * Math.max(0, widths.length - 1) <= columns;

/** Takes from the widest column that is wider than its `least`, until the line fits or none is. */
function shrink(widths: number[], least: readonly number[], layout: Layout): void {
  while (!fits(widths, layout)) {
    const spare = widths.map((one, i) => (one > (least[i] ?? 0) ? one : 0));
    const widest = greatest(spare);
    if (widest === 0) return;
    widths[spare.indexOf(widest)] = widest - 1;
  }
}

const naturalWidths = (rows: Rows): number[] =>
  widthsBy(rows, ({ text, atMost }) => Math.min(width(text), atMost ?? Number.POSITIVE_INFINITY));

const wordWidths = (rows: Rows): number[] => widthsBy(rows, ({ text }) => widestWord(text));

function widthsBy(rows: Rows, of: (cell: TableCell) => number): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, of(cell));
  }
  return widths;
}

function rowLines(row: readonly TableCell[], widths: readonly number[], { indent, gap }: Layout): string[] {
  const cells = row.map((cell, i) => wrap(cell.text, Math.max(1, widths[i] ?? 1)));
  const height = greatest(
    cells.map((lines) => lines.length),
    1,
  );
  return Array.from({ length: height }, (_, line) => {
    const texts = cells.map((lines) => lines[line] ?? '');
    const last = texts.findLastIndex((text) => text !== '');
    const painted = texts.slice(0, last + 1).map((text, i) => {
      const padding = i === last ? '' : ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(text)));
      return (row[i]?.paint?.(text) ?? text) + padding;
    });
    return last < 0 ? '' : ' '.repeat(indent) + painted.join(' '.repeat(gap));
  });
}
