import { formatSource } from '../../model/experiment.ts';
import { formatOutcome } from '../../model/outcome.ts';
import type { ExpectationReport, Report } from '../../model/report.ts';
import { filesInWords } from '../text/files.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { statusCounts, statusMark } from '../text/status.ts';
import { becauseInWords, counterexample, namedExpectation, triedWhere } from './words.ts';

/** The verdict on each expectation, in the order of the file. */
export function expectationsPart(report: Report): string[] {
  const { expectations } = report;
  if (expectations.length === 0) return [];
  const fileOf = filesInWords(report);
  const rows = expectations.map((one) => [
    `${statusMark(one.status, UNICODE)} ${one.status}`,
    escaped(`${namedExpectation(one)}${one.status === 'met' ? inFile(fileOf(one)) : ''}`),
    escaped(one.observed.map(formatOutcome).join(', ')),
    one.status === 'met' ? '' : againstIt(one),
  ]);
  return [
    `**Expected**: ${[statusCounts(expectations), ...triedWhere(report)].join('; ')}.`,
    '',
    ...markdownTable(['', 'expectation', 'observed', 'against it'], rows),
  ];
}

const inFile = (file: string): string => (file === '' ? '' : `, in ${file}`);

const againstIt = (one: ExpectationReport): string => {
  const place = one.source === undefined ? [] : [`at ${code(formatSource(one.source))}`];
  const words = [counterexample(one), becauseInWords(one)].filter((part) => part !== '').map(escaped);
  return [...words, ...place].join('; ');
};
