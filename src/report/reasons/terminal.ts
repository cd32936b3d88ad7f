import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { heading, paragraph } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { plural, unbroken } from '../text/text.ts';
import { denials, deniedInWords, reasonCounts, reasons } from './view.ts';

const MOST = 6;

/** The rules behind what was refused, each with its sentence. */
export function whyBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const found = reasons(report, all);
  const denied = reasonCounts(denials(all));
  if (found.length === 0 && denied === '') return [];
  const shown = found.slice(0, MOST);
  const rest = found.length - shown.length;
  return [
    ...heading(
      term,
      'WHY',
      `the rules behind what was refused; ${unbroken(`${term.program} rules ID`, term.columns / 2)} tells more`,
    ),
    ...shown.flatMap((one) => [
      ...paragraph(term, 2, `${one.rule}: ${reasonCounts(one)}`),
      ...(one.why === '' ? [] : paragraph(term, 4, one.why, term.paint.faint)),
    ]),
    ...(denied === ''
      ? []
      : [...paragraph(term, 2, `no rule: ${denied}`), ...paragraph(term, 4, deniedInWords(report), term.paint.unsure)]),
    ...(rest > 0 ? paragraph(term, 2, `and ${plural(rest, 'more rule')}`) : []),
  ];
}
