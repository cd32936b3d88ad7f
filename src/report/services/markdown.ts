import { formatSource } from '../../model/experiment.ts';
import type { PlanReport, ServiceReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { statusMark } from '../text/status.ts';
import { planAnswer } from './answer.ts';
import { comesToInWords, orderRows, verdictsInWords } from './orders.ts';
import { answerRows, openInWords, restartRows } from './view.ts';
import { neighbourRows, ranWhereInWords } from './words.ts';

/** Every plan with its answer, its services and what would help. */
export const planParts = (report: Report): string[][] => (report.plans ?? []).flatMap((plan) => planPart(report, plan));

function planPart(report: Report, plan: PlanReport): string[][] {
  return [
    [`## ${escaped(plan.title ?? `Services of ${plan.file}`)}`],
    [`**${escaped(planAnswer(plan))}**`],
    [`${escaped(ranWhereInWords(report))}.`],
    markdownTable(
      ['', 'service', 'profile', 'verdict', 'open', 'why'],
      plan.services.map((one) => [
        statusMark(one.status, UNICODE),
        code(one.id),
        code(one.profile),
        one.verdict,
        escaped(openInWords(one)),
        escaped(whyInWords(one)),
      ]),
    ),
    section('Beside them on this host', neighbourRows(plan)),
    plan.services.length === 0 ? [] : answersTable(plan),
    servesTable(plan),
    section(
      'Started at the same time',
      plan.outcomes.flatMap(({ when, verdicts }) =>
        when === undefined ? [] : [`${when}: ${verdictsInWords(verdicts)}`],
      ),
    ),
    section(
      'Other orders',
      orderRows(plan).map(({ order, verdicts }) => `${order}: ${verdicts}`),
    ),
    section('A restart', restartRows(plan)),
    section(
      'What would help',
      plan.suggestions.map((one) => `${one.change}: ${comesToInWords(one)}`),
    ),
    section('Skipped', plan.skipped),
    plan.notes.map((note) => `- note: ${escaped(note)}`),
  ];
}

/** Why it is not up; of what is not as wanted, where it is written. */
const whyInWords = ({ verdict, why, status, line, source }: ServiceReport): string =>
  [verdict === 'up' ? '' : why, status === 'met' ? '' : `at ${formatSource(line ?? source)}`]
    .filter(Boolean)
    .join(', ');

const section = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${title}:`, '', ...items.map((item) => `- ${escaped(item)}`)];

const answersTable = ({ answers }: PlanReport): string[] => {
  const rows = answerRows(answers);
  if (rows.length === 0) return [];
  return markdownTable(
    ['port', 'address', 'who gets a client'],
    rows.map(({ port, addresses, who }) => [code(port), escaped(addresses.join(', ')), escaped(who)]),
  );
};

const servesTable = ({ serves }: PlanReport): string[] =>
  serves.length === 0
    ? []
    : markdownTable(
        ['', 'should answer', 'at', 'answered by'],
        serves.map(({ status, by, protocol, endpoint, answered }) => [
          statusMark(status, UNICODE),
          escaped(by ?? 'anyone'),
          code(`${protocol} ${endpoint}`),
          escaped(answered.length === 0 ? 'nobody' : answered.join(', ')),
        ]),
      );
