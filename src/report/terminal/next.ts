import type { Report } from '../../model/report.ts';
import { suggestions } from '../next.ts';
import type { Section } from '../sections.ts';
import type { Terminal } from '../style.ts';
import { fitsUnbroken, table } from '../table.ts';
import { labelled } from './lines.ts';

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
    ...labelled(term, i === 0 ? 'next' : '', one.command, term.paint.command),
    ...labelled(term, '', `  ${one.purpose}`, term.paint.faint),
  ]);
}
