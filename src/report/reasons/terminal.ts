import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { counted } from '../text/counted.ts';
import { heading, paragraph } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { unbroken } from '../text/text.ts';
import { denials, deniedInWords, reasonCounts, reasons } from './view.ts';

const MOST = 6;

/** The rules behind what was refused, each with its sentence. */
export function whyBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const found = reasons(report, all);
  const denied = reasonCounts(denials(all), term.say);
  if (found.length === 0 && denied === '') return [];
  const shown = found.slice(0, MOST);
  const rest = found.length - shown.length;
  return [
    ...heading(
      term,
      term.say('WHY'),
      term.say('the rules behind what was refused; {command} tells more', {
        command: unbroken(`${term.program} rules ID`, term.columns / 2),
      }),
    ),
    ...shown.flatMap((one) => [
      ...paragraph(term, 2, `${one.rule}${term.say(': ')}${reasonCounts(one, term.say)}`),
      ...(one.why === '' ? [] : paragraph(term, 4, one.why, term.paint.faint)),
    ]),
    ...(denied === ''
      ? []
      : [
          ...paragraph(term, 2, term.say('no rule: {counts}', { counts: denied })),
          ...paragraph(term, 4, deniedInWords(report, term.say), term.paint.unsure),
        ]),
    ...(rest > 0 ? paragraph(term, 2, counted(term.say, rest, 'and {n} more rule', 'and {n} more rules')) : []),
  ];
}
