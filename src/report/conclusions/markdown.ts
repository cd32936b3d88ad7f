import type { Report } from '../../model/report.ts';
import { commonTruth } from '../sections/common.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import type { Section } from '../sections/view.ts';
import { UNICODE } from '../text/glyphs.ts';
import { escaped, markdownTable } from '../text/markdown.ts';
import { kernelName } from '../text/systems.ts';
import { agreementSentence } from './agreement.ts';
import { comparison } from './comparison.ts';
import { conclusions } from './view.ts';

/** What this kernel does: answers for one combination, a row of them for each of several. */
export function conclusionsPart(report: Report, all: readonly Section[]): string[][] {
  const truth = report.predicted === undefined ? kernelName(report.host) : 'these systems, predicted';
  if (all.every((section) => uniformRefusal(section) !== undefined)) return [];
  const answers = all.length > 1 ? comparisonParts(all) : answersParts(all, truth);
  if (answers.length === 0) return [];
  return [
    [`**Who can share the port** on ${escaped(truth)}${underWhat(report, all)}:`],
    ...answers,
    report.predicted === undefined ? [agreementSentence(report)] : [],
  ];
}

/** What the sections above the answers would tell, where these stand alone: ` (tcp 80, sandbox)`. */
function underWhat(report: Report, all: readonly Section[]): string {
  const parts = commonTruth(all, report).filter((words) => words !== kernelName(report.host));
  return report.summaryAlone !== true || parts.length === 0 ? '' : ` (${escaped(parts.join(', '))})`;
}

function answersParts(all: readonly Section[], truth: string): string[][] {
  const found = all.flatMap((section) => conclusions(section));
  if (found.length === 0) return [];
  const rows = found.map((one) => [escaped(one.label), escaped(one.answer)]);
  return [markdownTable(['', escaped(truth)], rows)];
}

function comparisonParts(all: readonly Section[]): string[][] {
  const { questions, rows, allRefused } = comparison(all);
  if (questions.length === 0) return [];
  const answers = [
    ...rows.map((row) => [row.label, ...row.answers]),
    ...allRefused.map(({ label, answer }) => [label, answer, ...questions.slice(1).map(() => '')]),
  ];
  const cells = answers.map((row) => row.map((text) => escaped(text || UNICODE.skip)));
  return [markdownTable(['', ...questions], cells), comparisonLegend(answers.flatMap(([, ...row]) => row))];
}

/** What stands in the cells beside plain words. */
function comparisonLegend(answers: readonly string[]): string[] {
  const parts = [
    ...(answers.includes('') ? [`${UNICODE.skip} nothing was tried or can be told`] : []),
    ...(answers.some((answer) => /\d of \d/.test(answer)) ? ['n of m: so many of the pairs can share'] : []),
  ];
  return parts.length === 0 ? [] : [escaped(parts.join(' · '))];
}
