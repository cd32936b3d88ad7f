import { greatest } from '../../model/extremes.ts';
import { type Command, commandLines } from '../text/command.ts';
import type { Terminal } from '../text/style.ts';
import { fitsByWords, type Rows, tableRows } from '../text/table.ts';
import { unbroken, width, wrap } from '../text/text.ts';
import type { Row } from './rows/row.ts';

/** On a narrower terminal the text needs the columns in which it stands how each row is known. */
const ROOM_FOR_MARKS = 60;

const INDENT = 2;
const GAP = 2;

/**
 * The rows below each other: label, text, how it is known; a command to copy below its text. Where a word of a text does
 * not fit beside the labels, each text stands below its label.
 */
export function rowLines(written: readonly Row[], term: Terminal): string[] {
  const { columns } = term;
  const rows = written.map((row) => saidRow(row, term));
  const cells = cellsOf(rows, term);
  const layout = { columns, indent: INDENT, gap: GAP };
  const isBeside = columns >= ROOM_FOR_MARKS || fitsByWords(cells, layout);
  const margin = isBeside ? INDENT + greatest(rows.map(({ label }) => width(label))) + GAP : 2 * INDENT;
  const lines = isBeside ? tableRows(cells, layout) : rows.map((row) => stacked(row, margin, term));
  return rows.flatMap((row, i) => [...(lines[i] ?? []), ...commandBelow(row.command, margin, term)]);
}

/** A row in the language of the reader: its text is so already. */
type SaidRow = Omit<Row, 'label' | 'mark'> & { readonly label: string; readonly mark: string };

const saidRow = ({ label, mark, ...row }: Row, { say }: Terminal): SaidRow => ({
  ...row,
  label: label === '' ? '' : say(label),
  mark: mark === '' ? '' : say(mark),
});

const cellsOf = (rows: readonly SaidRow[], { columns, paint }: Terminal): Rows =>
  rows.map(({ label, text, mark, tone }) => [
    { text: unbroken(label, columns) },
    { text, paint: paint[tone] },
    ...(columns < ROOM_FOR_MARKS ? [] : [{ text: unbroken(mark, columns), paint: paint.faint }]),
  ]);

const stacked = ({ label, text, tone }: SaidRow, margin: number, { columns, paint }: Terminal): string[] => [
  ...(label === '' ? [] : [' '.repeat(INDENT) + paint.faint(label)]),
  ...wrap(text, columns - margin).map((line) => ' '.repeat(margin) + paint[tone](line)),
];

/** As far in as the text, unless a word would not fit there. */
function commandBelow(command: Command | undefined, margin: number, { columns, paint }: Terminal): string[] {
  if (command === undefined) return [];
  const lines = commandLines(command, columns - margin);
  const isWide = lines.some((line) => width(line) > columns - margin);
  const [at, shown] = isWide ? [INDENT, commandLines(command, columns - INDENT)] : [margin, lines];
  return shown.map((line) => ' '.repeat(at) + paint.command(line));
}
