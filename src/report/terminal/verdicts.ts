import type { ExpectationReport, Report, Status } from '../../model/report.ts';
import { comparison } from '../compare.ts';
import { agreement, conclusions } from '../conclusions.ts';
import { counterexample, expectationInWords, STATUSES, statusCounts, triedInWords } from '../expected.ts';
import { suggestions } from '../next.ts';
import { reasonCounts, reasons } from '../reasons.ts';
import type { Section } from '../sections.ts';
import type { Glyphs, Paint, Palette, Terminal } from '../style.ts';
import { table } from '../table.ts';
import { count, plural, width, wrap } from '../text.ts';
import { hanging, heading, labelled, paragraph } from './lines.ts';

const MOST_REASONS = 6;

/** The rules behind the failures, each with its sentence. */
export function whyBlock(term: Terminal, all: readonly Section[]): string[] {
  const found = reasons(all);
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_REASONS);
  return [
    ...heading(term, 'WHY', 'the rules behind what was refused; bindmatrix rules ID tells more'),
    ...shown.flatMap((one) => [
      ...paragraph(term, 2, `${one.rule}: ${reasonCounts(one)}`),
      ...(one.why === '' ? [] : paragraph(term, 4, one.why, term.paint.faint)),
    ]),
    ...(found.length > shown.length ? paragraph(term, 2, `and ${plural(found.length - shown.length, 'more rule')}`) : []),
  ];
}

/** The conclusions: answers for one combination, a table for several. */
export function machineBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  if (all.length > 1) return comparisonBlock(term, report, all);
  const found = all.flatMap((section) => conclusions(section, report.host));
  if (found.length === 0) return [];
  const rows = [...found, { label: 'The rules', answer: agreement(report) }];
  return [
    ...heading(term, 'ON THIS MACHINE'),
    ...table(rows.map((one) => [{ text: one.label }, { text: one.answer }]), { columns: term.columns, indent: 2, gap: 3 }),
  ];
}

/** A head of several words is broken to about this width. */
const HEAD_WIDTH = 13;

function comparisonBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const { questions, rows } = comparison(all, report.host);
  if (questions.length === 0) return [];
  const heads = questions.map((question, i) => {
    const widest = Math.max(HEAD_WIDTH, ...rows.map((row) => width(row.answers[i] ?? '')));
    return wrap(question, widest);
  });
  const height = Math.max(...heads.map((lines) => lines.length));
  const headRows = Array.from({ length: height }, (_, line) => [
    { text: '' },
    ...heads.map((lines) => ({ text: lines[line - (height - lines.length)] ?? '', paint: term.paint.faint })),
  ]);
  const body = rows.map((row) => [row.label, ...row.answers].map((text) => ({ text: text === '' ? term.glyphs.skip : text })));
  return [
    ...heading(term, 'ON THIS MACHINE'),
    ...table([...headRows, ...body], { columns: term.columns, indent: 2, gap: 2 }),
    ...paragraph(term, 2, `The rules are ${agreement(report)}.`),
  ];
}

/** Where kernel and rules differ: the one finding that is never quiet. */
export function disagreementBlock(term: Terminal, report: Report): string[] {
  if (report.disagreements.length === 0) return [];
  const { paint, glyphs } = term;
  return [
    ...heading(term, 'KERNEL DIFFERS FROM RULE', `in ${plural(report.summary.disagreements, 'place')}`, paint.bad),
    ...report.disagreements.flatMap((one) => [
      ...hanging(term, 2, `${glyphs.fail} ${one.place}${one.count > 1 ? `, and ${count(one.count - 1)} more of its kind` : ''}`, paint.bad),
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
  if (one.status === 'met') return hanging(term, 2, one.tried > 1 ? `${text} (${triedInWords(one)})` : text, term.paint.good);
  const against = [one.status, counterexample(one)].filter((part) => part !== '').join(': ');
  return [...hanging(term, 2, text, statusPaint(one.status, term.paint)), ...paragraph(term, 4, against)];
}

/** What to run next, to copy. */
export function nextBlock(term: Terminal, report: Report, all: readonly Section[]): string[] {
  const found = suggestions(report, all);
  const widest = Math.max(0, ...found.map((one) => width(one.command)));
  return found.flatMap((one, i) => {
    const label = i === 0 ? 'next' : '';
    const lines = labelled(term, label, one.command, term.paint.command);
    const roomy = 11 + widest + 3 + width(one.purpose) <= term.columns;
    return roomy && lines.length === 1 ? [lines[0] + ' '.repeat(widest - width(one.command) + 3) + term.paint.faint(one.purpose)] : lines;
  });
}
