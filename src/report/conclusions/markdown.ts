import type { Report, Status } from '../../model/report.ts';
import { comparison } from './comparison.ts';
import { agreement, conclusions } from './view.ts';
import { becauseInWords, counterexample, expectationInWords, statusCounts } from '../expectations/words.ts';
import { reasonCounts, reasons } from '../reasons/view.ts';
import type { Section } from '../sections/view.ts';
import { UNICODE } from '../text/style.ts';
import { count, plural } from '../text/text.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import { kernelName } from '../text/words.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';

/** The rules behind the failures, each with its sentence. */
export function whyPart(report: Report, all: readonly Section[]): string[] {
  const found = reasons(report, all);
  if (found.length === 0) return [];
  const lines = found.map(
    (one) => `- ${code(one.rule)} (${reasonCounts(one)})${one.why === '' ? '' : `: ${escaped(one.why)}`}`,
  );
  return ['**Why**, by the rules behind what was refused:', '', ...lines];
}

/** What this kernel does: answers for one combination, a row of them for each of several. */
export function conclusionsPart(report: Report, all: readonly Section[]): string[][] {
  const truth = report.predicted === undefined ? kernelName(report.host) : 'these systems, predicted';
  const title = [`**Who can share the port** on ${escaped(truth)}:`];
  const rules = report.predicted === undefined ? [`The rules ${agreement(report)}.`] : [];
  if (all.every((section) => uniformRefusal(section) !== undefined)) return [];
  if (all.length > 1) {
    const { questions, rows, hopeless } = comparison(all);
    if (questions.length === 0) return [];
    return [
      title,
      markdownTable(
        ['', ...questions],
        [
          ...rows.map((row) => [row.label, ...row.answers.map((answer) => answer || UNICODE.skip)]),
          ...hopeless.map(({ label, answer }) => [label, answer, ...questions.slice(1).map(() => UNICODE.skip)]),
        ].map((row) => row.map(escaped)),
      ),
      comparisonLegend([
        ...rows.flatMap((row) => row.answers),
        ...hopeless.flatMap(() => questions.slice(1).map(() => '')),
      ]),
      rules,
    ];
  }
  const found = all.flatMap((section) => conclusions(section));
  if (found.length === 0) return [];
  return [
    title,
    markdownTable(
      ['', escaped(truth)],
      found.map((one) => [escaped(one.label), escaped(one.answer)]),
    ),
    rules,
  ];
}

/** What stands in the cells beside plain words. */
function comparisonLegend(answers: readonly string[]): string[] {
  const parts = [
    ...(answers.includes('') ? [`${UNICODE.skip} nothing was tried or can be told`] : []),
    ...(answers.some((answer) => /\d of \d/.test(answer)) ? ['n of m: so many of the pairs can share'] : []),
  ];
  return parts.length === 0 ? [] : [escaped(parts.join(' · '))];
}

/** Where kernel and rules differ. */
export function disagreementsPart({ disagreements, summary }: Report): string[] {
  if (disagreements.length === 0) return [];
  const rows = disagreements.map((one) => [
    escaped(one.place),
    escaped(one.predicted),
    escaped(one.observed),
    code(one.rule),
    count(one.count),
  ]);
  return [
    `**Kernel differs from rule** in ${plural(summary.disagreements, 'place')}:`,
    '',
    ...markdownTable(['place', 'predicted', 'observed', 'rule', 'places of this kind'], rows),
  ];
}

const MARKS: Readonly<Record<Status, string>> = {
  met: UNICODE.ok,
  unmet: UNICODE.fail,
  inconclusive: '?',
  skipped: UNICODE.skip,
};

export function expectationsPart({ expectations }: Report): string[] {
  if (expectations.length === 0) return [];
  const rows = expectations.map((one) => [
    `${MARKS[one.status]} ${one.status}`,
    escaped(expectationInWords(one)),
    escaped(one.observed.join(', ')),
    one.status === 'met'
      ? ''
      : escaped([counterexample(one), becauseInWords(one)].filter((part) => part !== '').join('; ')),
  ]);
  return [
    `**Expected**: ${statusCounts(expectations.map((one) => one.status))}.`,
    '',
    ...markdownTable(['', 'expectation', 'observed', 'against it'], rows),
  ];
}
