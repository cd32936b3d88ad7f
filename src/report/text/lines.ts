import { type Command, commandLines, commandText } from './command.ts';
import type { Paint, Terminal } from './style.ts';
import { pad, width, wrap } from './text.ts';

/** Where the text of a labelled line begins: `  port     not in use`. */
export const TEXT_AT = 11;

/** A paragraph at `indent`. */
export const paragraph = (term: Terminal, indent: number, text: string, paint: Paint = term.paint.plain): string[] =>
  wrap(text, term.columns - indent).map((line) => ' '.repeat(indent) + paint(line));

/** A paragraph whose further lines stand two columns further in. */
export const hanging = (term: Terminal, indent: number, text: string, paint: Paint = term.paint.plain): string[] =>
  wrap(text, term.columns - indent - 2).map((line, i) => ' '.repeat(i === 0 ? indent : indent + 2) + paint(line));

/** `  label    text`, the text's further lines under its first. */
export function labelled(term: Terminal, label: string, text: string, paint: Paint = term.paint.plain): string[] {
  const lines = wrap(text, term.columns - TEXT_AT);
  return lines.map((line, i) => (i === 0 ? `  ${pad(label, TEXT_AT - 2)}` : ' '.repeat(TEXT_AT)) + paint(line));
}

/** With less room than this a note stands below its heading. Columns. */
const ROOM_FOR_NOTE = 16;

/** `PAIRS      the row listens, the column tries`: a heading, and in a quieter voice what follows it. */
export function heading(term: Terminal, title: string, note = '', paint: Paint = term.paint.heading): string[] {
  const at = Math.max(TEXT_AT, width(title) + 3);
  if (note === '' || term.columns - at < ROOM_FOR_NOTE)
    return [
      ...wrap(title, term.columns).map(paint),
      ...(note === '' ? [] : paragraph(term, 2, note, term.paint.faint)),
    ];
  const [first = '', ...more] = wrap(note, term.columns - at);
  return [
    paint(title) + ' '.repeat(at - width(title)) + term.paint.faint(first),
    ...more.map((line) => ' '.repeat(at) + term.paint.faint(line)),
  ];
}

/** A command and what it does, in one line where that fits. */
export function commandWith(term: Terminal, command: Command, does: string): string[] {
  const line = commandText(command);
  if (width(`${line} ${does}`) <= term.columns) return [`${term.paint.command(line)} ${does}`];
  return [...commandLines(command, term.columns).map(term.paint.command), ...paragraph(term, 2, does)];
}

/** Items side by side, `gap` spaces between them, as many in a line as fit. */
export function flow(term: Terminal, indent: number, gap: number, items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines[lines.length - 1];
    const joined = last === undefined ? undefined : last + ' '.repeat(gap) + item;
    if (joined !== undefined && indent + width(joined) <= term.columns) lines[lines.length - 1] = joined;
    else for (const line of wrap(item, term.columns - indent)) lines.push(line);
  }
  return lines.map((line) => ' '.repeat(indent) + line);
}
