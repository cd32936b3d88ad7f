import type { Outcome } from '../../model/outcome.ts';
import { formatOutcome } from '../../model/outcome.ts';
import type { Report } from '../../model/report.ts';
import { cellCodes } from '../matrix/codes.ts';
import { meaning } from '../matrix/words.ts';
import { flow, hanging, heading, paragraph } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { type TableCell, tableRows } from '../text/table.ts';
import { type BesideCell, type BesideView, besideViews } from './view.ts';
import { besideName, certaintyInWords, measuredName } from './words.ts';

/** A head of several words is broken to about this width. Columns. */
const HEAD_WIDTH = 12;

/** What this kernel did beside what the rules of other systems say: a table, what the marks stand for, and what differs. */
export function besideBlocks(term: Terminal, report: Report): string[][] {
  const { beside } = report;
  if (beside === undefined || beside.combinations.length === 0) return [];
  const names = [measuredName(report.host), ...beside.systems.map(besideName)];
  const how = ['measured', ...beside.systems.map(certaintyInWords)];
  const tables = besideViews(beside).map((view, i) => [
    ...(i === 0 ? heading(term, 'BESIDE', 'measured on this kernel, predicted of the others; ! differs') : []),
    ...(view.title === '' ? [] : hanging(term, 2, view.title)),
    ...viewLines(term, view, names, how),
  ]);
  const differences = besideViews(beside).flatMap((view) => differenceLines(term, view));
  return [
    ...tables,
    differences.length === 0 ? [] : [...heading(term, 'DIFFERS', 'where, and by which rule'), ...differences],
  ];
}

function viewLines(term: Terminal, view: BesideView, names: readonly string[], how: readonly string[]): string[] {
  const outcomes = [...new Map(view.rows.flatMap((row) => row.cells.map(outcomeEntry))).values()];
  const codes = cellCodes(outcomes, term.glyphs);
  const marks = new Map(codes.map(({ outcome, text }) => [formatOutcome(outcome), text]));
  const head = (texts: readonly string[]): TableCell[] =>
    ['', ...texts].map((text) => ({ text, paint: term.paint.faint, atMost: HEAD_WIDTH }));
  const rows = view.rows.map(({ label, cells }) => [
    { text: label },
    ...cells.map((cell) => cellOf(term, cell, marks)),
  ]);
  const lines = tableRows([head(names), head(how), ...rows], { columns: term.columns, indent: 2, gap: 2 });
  const groups = view.rows.map(({ group }, i) => (group !== '' && group !== view.rows[i - 1]?.group ? group : ''));
  return [
    ...lines.flatMap((row, i) => [...(groups[i - 2] ? hanging(term, 2, `${groups[i - 2]}: who answers`) : []), ...row]),
    ...flow(
      term,
      2,
      3,
      codes.map(({ outcome, text }) => `${text} ${meaning(outcome, view.protocol)}`),
    ).map(term.paint.faint),
  ];
}

const outcomeEntry = ({ outcome }: BesideCell): [string, Outcome] => [formatOutcome(outcome), outcome];

function cellOf(
  term: Terminal,
  { outcome, answers, differs }: BesideCell,
  marks: ReadonlyMap<string, string>,
): TableCell {
  const mark = marks.get(formatOutcome(outcome)) ?? '';
  const text = [`${mark}${differs ? '!' : ''}`, answers].filter((part) => part !== '').join(' ');
  return { text, ...(differs ? { paint: term.paint.unsure } : {}) };
}

const differenceLines = (term: Terminal, view: BesideView): string[] =>
  view.differences.flatMap(({ system, where, what, rule, why }) => [
    ...hanging(term, 2, `${system}: ${what}`),
    ...paragraph(term, 4, where),
    ...(rule === '' ? [] : paragraph(term, 4, `${rule}: ${why}`, term.paint.faint)),
  ]);
