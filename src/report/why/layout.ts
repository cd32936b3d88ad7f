import { type Command, commandLines } from '../text/command.ts';
import type { Terminal } from '../text/style.ts';
import { tableRows } from '../text/table.ts';
import { unbroken, width } from '../text/text.ts';
import type { Row } from './rows/row.ts';

/** On a narrower terminal the text needs the columns in which it stands how each row is known. */
const ROOM_FOR_MARKS = 60;

const INDENT = 2;
const GAP = 2;

/** The rows below each other: label, text, how it is known; a command to copy below its text. */
export function rowLines(rows: readonly Row[], { columns, paint }: Terminal): string[] {
  const hasMarks = columns >= ROOM_FOR_MARKS;
  const cells = rows.map(({ label, text, mark, tone }) => [
    { text: unbroken(label, columns) },
    { text, paint: paint[tone] },
    ...(hasMarks ? [{ text: unbroken(mark, columns), paint: paint.faint }] : []),
  ]);
  const margin = INDENT + Math.max(0, ...rows.map(({ label }) => width(label))) + GAP;
  return tableRows(cells, { columns, indent: INDENT, gap: GAP }).flatMap((lines, i) => {
    const command = rows[i]?.command;
    return command === undefined
      ? lines
      : [...lines, ...indented(command, margin, columns).map((line) => line.replace(/\S.*/, paint.command))];
  });
}

/** As far in as the text, unless a word would not fit there. */
function indented(command: Command, margin: number, columns: number): string[] {
  const lines = commandLines(command, columns - margin);
  const isWide = lines.some((line) => width(line) > columns - margin);
  const [at, shown] = isWide ? [INDENT, commandLines(command, columns - INDENT)] : [margin, lines];
  return shown.map((line) => ' '.repeat(at) + line);
}
