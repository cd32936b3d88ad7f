import { formatOutcome } from '../../model/outcome.ts';
import type { Report } from '../../model/report.ts';
import { escaped, markdownTable } from '../text/markdown.ts';
import { statusCounts, statusMark } from '../text/status.ts';
import { UNICODE } from '../text/style.ts';
import { becauseInWords, counterexample, expectationInWords, triedWhere } from './words.ts';

/** The verdict on each expectation, in the order of the file. */
export function expectationsPart(report: Report): string[] {
  const { expectations } = report;
  if (expectations.length === 0) return [];
  const rows = expectations.map((one) => [
    `${statusMark(one.status, UNICODE)} ${one.status}`,
    escaped(expectationInWords(one)),
    escaped(one.observed.map(formatOutcome).join(', ')),
    one.status === 'met'
      ? ''
      : escaped([counterexample(one), becauseInWords(one)].filter((part) => part !== '').join('; ')),
  ]);
  return [
    `**Expected**: ${[statusCounts(expectations), ...triedWhere(report)].join('; ')}.`,
    '',
    ...markdownTable(['', 'expectation', 'observed', 'against it'], rows),
  ];
}
