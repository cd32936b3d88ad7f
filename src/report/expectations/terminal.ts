import type { ExpectationReport, Report, Status } from '../../model/report.ts';
import {
  becauseInWords,
  counterexample,
  expectationInWords,
  STATUSES,
  statusCounts,
  triedInWords,
} from './words.ts';
import type { Glyphs, Paint, Palette, Terminal } from '../text/style.ts';
import { count, plural } from '../text/text.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';

/** Where kernel and rules differ: the one finding that is never quiet. */
export function disagreementBlock(term: Terminal, report: Report): string[] {
  if (report.disagreements.length === 0) return [];
  const { paint, glyphs } = term;
  return [
    ...heading(term, 'KERNEL DIFFERS FROM RULE', `in ${plural(report.summary.disagreements, 'place')}`, paint.bad),
    ...report.disagreements.flatMap((one) => [
      ...hanging(
        term,
        2,
        `${glyphs.fail} ${one.place}${one.count > 1 ? `, and ${count(one.count - 1)} more of its kind` : ''}`,
        paint.bad,
      ),
      ...paragraph(term, 4, `predicted ${one.predicted} by ${one.rule}, observed ${one.observed}`),
    ]),
  ];
}

/** The verdict on each expectation, what stands against it last, where the eye is. */
export function expectationsBlock(term: Terminal, { expectations }: Report): string[] {
  if (expectations.length === 0) return [];
  const sorted = [...expectations].sort((a, b) => STATUSES.indexOf(b.status) - STATUSES.indexOf(a.status));
  return [
    ...heading(term, 'EXPECTED', statusCounts(sorted.map((one) => one.status))),
    ...sorted.flatMap((one) => expectationLines(term, one)),
  ];
}

export const statusMark = (status: Status, glyphs: Glyphs): string =>
  ({ met: glyphs.ok, unmet: glyphs.fail, inconclusive: '?', skipped: glyphs.skip })[status];

export const statusPaint = (status: Status, paint: Palette): Paint =>
  ({ met: paint.good, unmet: paint.bad, inconclusive: paint.unsure, skipped: paint.unsure })[status];

function expectationLines(term: Terminal, one: ExpectationReport): string[] {
  const text = `${statusMark(one.status, term.glyphs)} ${expectationInWords(one)}`;
  if (one.status === 'met')
    return hanging(term, 2, one.tried > 1 ? `${text} (${triedInWords(one)})` : text, term.paint.good);
  const against = [one.status, counterexample(one)].filter((part) => part !== '').join(': ');
  const because = becauseInWords(one);
  return [
    ...hanging(term, 2, text, statusPaint(one.status, term.paint)),
    ...paragraph(term, 4, against),
    ...(because === '' ? [] : paragraph(term, 4, because, term.paint.faint)),
  ];
}
