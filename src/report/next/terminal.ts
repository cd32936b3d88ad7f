import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { labelled, TEXT_AT } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { fitsUnbroken, table } from '../text/table.ts';
import { wrap } from '../text/text.ts';
import { suggestions } from './view.ts';

/** What to run next, to copy, each with its purpose: beside it, or below where there is no room for that. */
export function nextBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const found = suggestions(report, all);
  const rows = found.map((one, i) => [
    { text: i === 0 ? 'next   ' : '' },
    { text: one.command, paint: term.paint.command },
    { text: one.purpose, paint: term.paint.faint },
  ]);
  const layout = { columns: term.columns, indent: 2, gap: 2 };
  if (fitsUnbroken(rows, layout)) return table(rows, layout);
  return found.flatMap((one, i) => [
    ...commandLines(term, one.command).flatMap((line, at) =>
      labelled(term, i + at === 0 ? 'next' : '', line, term.paint.command),
    ),
    ...labelled(term, '', `  ${one.purpose}`, term.paint.faint),
  ]);
}

/** A command over several lines stays one that can be pasted. */
function commandLines(term: Terminal, command: string): string[] {
  const flags = command.replaceAll(/(--[a-z0-9]+) (?!--)/g, '$1\u00a0');
  const lines = wrap(flags, term.columns - TEXT_AT - 2);
  return lines.map((line, i) => (i + 1 < lines.length ? `${line} \\` : line));
}
