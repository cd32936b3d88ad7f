import type { Report } from '../../model/report.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import type { Section } from '../sections/view.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { fitsByWords, fitsUnbroken, type TableCell, table } from '../text/table.ts';
import { agreement, agreementSentence } from './agreement.ts';
import { type Comparison, comparison } from './comparison.ts';
import { conclusions } from './view.ts';

const title = (report: Report): string => (report.predicted === undefined ? 'ON THIS MACHINE' : 'BY THE RULES');

/** The conclusions: answers for one combination, a table for several. */
export function machineBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  if (all.every((section) => uniformRefusal(section) !== undefined)) return [];
  if (all.length > 1) return comparisonBlock(term, report, all);
  const found = all.flatMap((section) => conclusions(section));
  if (found.length === 0) return [];
  const rows = report.predicted === undefined ? [...found, { label: 'Prediction', answer: agreement(report) }] : found;
  return [
    ...heading(term, title(report)),
    ...table(
      rows.map((one) => [{ text: one.label }, { text: one.answer }]),
      { columns: term.columns, indent: 2, gap: 3 },
    ),
  ];
}

/** A head of several words is broken to about this width. */
const HEAD_WIDTH = 10;

/** One row a combination; where the line is too narrow for that, a paragraph each. */
function comparisonBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const compared = comparison(all);
  const { questions, rows, allRefused } = compared;
  if (questions.length === 0) return [];
  const layout = { columns: term.columns, indent: 2, gap: 2 };
  const [long, short] = (['label', 'short'] as const).map((label) => comparisonCells(term, compared, label));
  // Where a label would run over several lines, it is in the words of the flags.
  const cells = [...(fitsUnbroken(long ?? [], layout) ? [long] : []), short, long].find(
    (one) => one !== undefined && fitsByWords(one, layout),
  );
  const said = (answers: readonly string[]): string =>
    answers.flatMap((answer, i) => (answer === '' ? [] : [`${questions[i]}: ${answer}`])).join('; ');
  return [
    ...heading(term, title(report)),
    ...(cells !== undefined
      ? table(cells, layout)
      : rows.flatMap((row) => hanging(term, 2, `${row.label}: ${said(row.answers)}`))),
    ...allRefused.flatMap((row) => hanging(term, 2, `${row.label}: ${row.answer}`)),
    ...(report.predicted === undefined ? paragraph(term, 2, agreementSentence(report)) : []),
  ];
}

/** The questions as heads of several lines, an answer of each combination below. */
const comparisonCells = (term: Terminal, { questions, rows }: Comparison, as: 'label' | 'short'): TableCell[][] => [
  ['', ...questions].map((text) => ({ text, paint: term.paint.faint, atMost: HEAD_WIDTH })),
  ...rows.map(({ answers, ...row }) =>
    [row[as], ...answers].map((text) => ({ text: text === '' ? term.glyphs.skip : text })),
  ),
];
