import { formatSource } from '../../model/experiment.ts';
import type { ExpectationReport, Report } from '../../model/report.ts';
import { filesInWords } from '../text/files.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { byStatus, statusCounts, statusMark, statusPaint } from '../text/status.ts';
import type { Terminal } from '../text/style.ts';
import { becauseInWords, counterexample, namedExpectation, triedInWords, triedWhere } from './words.ts';

/** The verdict on each expectation, what stands against it last, where the eye is. */
export function expectationsBlock(term: Terminal, report: Report): string[] {
  const { expectations } = report;
  if (expectations.length === 0) return [];
  const fileOf = filesInWords(report);
  return [
    ...heading(term, 'EXPECTED', [statusCounts(expectations), ...triedWhere(report)].join('; ')),
    ...byStatus(expectations).flatMap((one) => expectationLines(term, one, one.status === 'met' ? fileOf(one) : '')),
  ];
}

function expectationLines(term: Terminal, one: ExpectationReport, file: string): string[] {
  const text = `${statusMark(one.status, term.glyphs)} ${namedExpectation(one)}${file === '' ? '' : `, in ${file}`}`;
  if (one.status === 'met')
    return hanging(term, 2, one.tried > 1 ? `${text} (${triedInWords(one)})` : text, term.paint.good);
  const against = [one.status, counterexample(one)].filter((part) => part !== '').join(': ');
  const because = becauseInWords(one);
  return [
    ...hanging(term, 2, text, statusPaint(one.status, term.paint)),
    ...paragraph(term, 4, against),
    ...(because === '' ? [] : paragraph(term, 4, because, term.paint.faint)),
    ...(one.source === undefined ? [] : paragraph(term, 4, `at ${formatSource(one.source)}`, term.paint.faint)),
  ];
}
