import type { ExpectationReport, Report } from '../../model/report.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { byStatus, statusCounts, statusMark, statusPaint } from '../text/status.ts';
import type { Terminal } from '../text/style.ts';
import { becauseInWords, counterexample, expectationInWords, triedInWords, triedWhere } from './words.ts';

/** The verdict on each expectation, what stands against it last, where the eye is. */
export function expectationsBlock(term: Terminal, report: Report): string[] {
  const { expectations } = report;
  if (expectations.length === 0) return [];
  return [
    ...heading(term, 'EXPECTED', [statusCounts(expectations), ...triedWhere(report)].join('; ')),
    ...byStatus(expectations).flatMap((one) => expectationLines(term, one)),
  ];
}

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
