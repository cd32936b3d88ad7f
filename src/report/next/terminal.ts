import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { commandLines, commandText } from '../text/command.ts';
import { paragraph, TEXT_AT } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { fitsUnbroken, table } from '../text/table.ts';
import { pad } from '../text/text.ts';
import { suggestions } from './view.ts';

/** What to run next, to copy, each with its purpose: beside it, or below where there is no room for that. */
export function nextBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const found = suggestions(report, all, term.program);
  const rows = found.map((one, i) => [
    { text: i === 0 ? 'next   ' : '' },
    { text: commandText(one.command), paint: term.paint.command },
    { text: one.purpose, paint: term.paint.faint },
  ]);
  const layout = { columns: term.columns, indent: 2, gap: 2 };
  if (fitsUnbroken(rows, layout)) return table(rows, layout);
  return found.flatMap((one, i) => [
    ...commandLines(one.command, term.columns - TEXT_AT).map(
      (line, at) => pad(i + at === 0 ? '  next' : '', TEXT_AT) + term.paint.command(line),
    ),
    ...paragraph(term, TEXT_AT + 2, one.purpose, term.paint.faint),
  ]);
}
