import type { Paint } from './style.ts';
import { width, wrap } from './text.ts';

/** One cell of plain text; `paint` colours it after its width is known. */
export interface TableCell {
  readonly text: string;
  readonly paint?: Paint;
}

export interface Layout {
  /** Columns of the whole line, indent included. */
  readonly columns: number;
  readonly indent: number;
  /** Spaces between two columns. */
  readonly gap: number;
}

const NARROWEST_COLUMN = 6;

/** The columns that the rows would take unbroken, indent included. */
export function naturalWidth(rows: readonly (readonly TableCell[])[], layout: Layout): number {
  const widths = columnWidths(rows);
  return layout.indent + widths.reduce((sum, w) => sum + w, 0) + layout.gap * Math.max(0, widths.length - 1);
}

/** Whether the rows fit at all, however often their cells are broken. */
export function canFit(rows: readonly (readonly TableCell[])[], layout: Layout): boolean {
  const widths = columnWidths(rows).map((one) => Math.min(one, NARROWEST_COLUMN));
  return layout.indent + widths.reduce((sum, one) => sum + one, 0) + layout.gap * (widths.length - 1) <= layout.columns;
}

/** Aligns rows in columns; where they do not fit, the widest columns give way and their cells run over several lines. */
export const table = (rows: readonly (readonly TableCell[])[], layout: Layout): string[] =>
  tableRows(rows, layout).flat();

/** The lines of each row by themselves, for a table with something to say between its rows. */
export function tableRows(rows: readonly (readonly TableCell[])[], layout: Layout): string[][] {
  const widths = columnWidths(rows);
  let excess = naturalWidth(rows, layout) - layout.columns;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST_COLUMN) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return rows.map((row) => rowLines(row, widths, layout));
}

function columnWidths(rows: readonly (readonly TableCell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell.text));
  }
  return widths;
}

function rowLines(row: readonly TableCell[], widths: readonly number[], layout: Layout): string[] {
  const cells = row.map((cell, i) => wrap(cell.text, Math.max(1, widths[i] ?? 1)));
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => rowLine(row, cells, widths, layout, line));
}

/** Padding is left out after the last text of a line: no trailing spaces in a file or a golden. */
function rowLine(
  row: readonly TableCell[],
  cells: readonly string[][],
  widths: readonly number[],
  layout: Layout,
  line: number,
): string {
  const texts = cells.map((lines) => lines[line] ?? '');
  const last = texts.findLastIndex((text) => text !== '');
  if (last < 0) return '';
  const shown = texts.slice(0, last + 1).map((text, i) => {
    const painted = row[i]?.paint?.(text) ?? text;
    return i === last ? painted : painted + ' '.repeat(Math.max(0, (widths[i] ?? 0) - width(text)));
  });
  return ' '.repeat(layout.indent) + shown.join(' '.repeat(layout.gap));
}
