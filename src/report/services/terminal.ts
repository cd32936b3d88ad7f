import { formatSource } from '../../model/experiment.ts';
import { BETWEEN_CHANGES, type PlanReport, type ServiceReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { statusMark, statusPaint } from '../text/status.ts';
import type { Terminal } from '../text/style.ts';
import { type TableCell, table, tableRows } from '../text/table.ts';
import { plural } from '../text/text.ts';
import { planAnswer } from './answer.ts';
import { comesToInWords, orderRows, verdictsInWords } from './orders.ts';
import { answerRows, contestedAnswers, MOST_SHOWN, openInWords, restartRows, shownServices } from './view.ts';
import { neighbourRows, ranWhereInWords } from './words.ts';

/** The blocks of every plan: first the answer. */
export const planBlocks = (term: Terminal, report: Report): string[][] =>
  (report.plans ?? []).flatMap((plan, _, all) => planBlock(term, report, plan, all.length > 1 ? leadOf(plan) : ''));

/** `plan.yaml: `, `FreeBSD, plan.yaml: ` */
const leadOf = ({ file, system }: PlanReport): string => `${system === undefined ? '' : `${system}, `}${file}: `;

function planBlock(term: Terminal, report: Report, plan: PlanReport, lead: string): string[][] {
  const answer = planAnswer(plan);
  const paint = answer.startsWith('NO')
    ? term.paint.bad
    : answer.startsWith('UNKNOWN')
      ? term.paint.unsure
      : term.paint.good;
  return [
    [...paragraph(term, 0, `${lead}${answer}`, paint), ...titleLines(term, plan)],
    servicesLines(term, report, plan),
    listed(term, 'BESIDE', 'what listens on this host already', neighbourRows(plan)),
    answersLines(term, plan),
    servesLines(term, plan),
    listed(
      term,
      'TOGETHER',
      'started at the same time',
      plan.outcomes.flatMap(({ when, verdicts }) =>
        when === undefined ? [] : [`${when}: ${verdictsInWords(verdicts)}`],
      ),
    ),
    listed(
      term,
      'ORDERS',
      'started in another order',
      orderRows(plan).map(({ order, verdicts }) => `${order}: ${verdicts}`),
    ),
    listed(term, 'RESTART', 'over what a connection leaves behind', restartRows(plan)),
    changesLines(term, plan),
    listed(term, 'SKIPPED', 'of the files, and not of a plan', plan.skipped),
    plan.notes.flatMap((note) => hanging(term, 0, `note: ${note}`, term.paint.faint)),
  ];
}

const titleLines = (term: Terminal, { title }: PlanReport): string[] =>
  title === undefined ? [] : paragraph(term, 0, title, term.paint.faint);

function listed(term: Terminal, title: string, note: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...heading(term, title, note), ...lines.flatMap((line) => hanging(term, 2, line))];
}

function servicesLines(term: Terminal, report: Report, plan: PlanReport): string[] {
  if (plan.services.length === 0) return [];
  const shown = shownServices(plan);
  const rows = shown.map((service) => serviceRow(term, service));
  const lines = tableRows(rows, { columns: term.columns, indent: 2, gap: 2 });
  const hidden = plan.services.length - shown.length;
  return [
    ...heading(term, 'SERVICES', ranWhereInWords(report)),
    ...lines.flatMap((row, i) => [...row, ...reasonLines(term, shown[i])]),
    ...(hidden > 0
      ? paragraph(
          term,
          2,
          `${shown.length === 0 ? 'all' : 'the other'} ${plural(hidden, 'service')} up`,
          term.paint.faint,
        )
      : []),
  ];
}

function serviceRow({ glyphs, paint }: Terminal, service: ServiceReport): TableCell[] {
  const { id, profile, verdict, status, running } = service;
  const colour = statusPaint(status, paint);
  const open = openInWords(service);
  const what = verdict === 'exits' ? service.why : open === '' ? 'no socket is open' : open;
  return [
    { text: `${statusMark(status, glyphs)} ${id}`, paint: colour },
    { text: profile, paint: paint.faint },
    { text: `${verdict}${running === true ? ' (running)' : ''}`, paint: colour },
    { text: what.replaceAll(/\budp (?=[\d[])/g, 'udp\u00a0') },
  ];
}

/** Under a service that is not up, or may not be: what it lost, what it shares, and the rule. */
function reasonLines(term: Terminal, service: ServiceReport | undefined): string[] {
  if (service === undefined) return [];
  const { verdict, why, failed, lost, status, expected } = service;
  if (verdict === 'up' && status === 'met') return [];
  const [first] = failed;
  return [
    ...(verdict === 'exits' || why === '' ? [] : hanging(term, 6, why)),
    ...(lost.length > 0 && verdict !== 'exits' ? hanging(term, 6, `lost: ${lost.join(', ')}`) : []),
    ...(first === undefined ? [] : hanging(term, 6, `${first.why} (${first.rule})`, term.paint.faint)),
    ...(status === 'unmet' && !expected.includes('up') ? hanging(term, 6, `expected ${expected.join(' or ')}`) : []),
    ...placeLines(term, service),
  ];
}

/** Where it is written, of what is not as wanted. */
const placeLines = (
  term: Terminal,
  { status, line, source }: Pick<ServiceReport, 'status' | 'line' | 'source'>,
): string[] => (status === 'met' ? [] : paragraph(term, 6, `at ${formatSource(line ?? source)}`, term.paint.faint));

function answersLines(term: Terminal, plan: PlanReport): string[] {
  const rows = answerRows(contestedAnswers(plan));
  if (rows.length === 0 || rows.length > MOST_SHOWN * 2) return [];
  const cells = rows.map(({ port, addresses, who }): TableCell[] => [
    { text: port },
    { text: who, paint: who === 'nobody' ? term.paint.faint : term.paint.plain },
    { text: addresses.join(', ') },
  ]);
  return [
    ...heading(term, 'ANSWERS', 'who gets a client, by its address'),
    ...table(cells, { columns: term.columns, indent: 2, gap: 2 }),
  ];
}

function servesLines(term: Terminal, { serves }: PlanReport): string[] {
  if (serves.length === 0) return [];
  const cells = serves.map(({ endpoint, protocol, by, answered, status }): TableCell[] => [
    { text: `${statusMark(status, term.glyphs)} ${protocol} ${endpoint}`, paint: statusPaint(status, term.paint) },
    { text: `by ${by ?? 'anyone'}` },
    { text: `answered by ${answered.length === 0 ? 'nobody' : answered.join(', ')}` },
  ]);
  const rows = tableRows(cells, { columns: term.columns, indent: 2, gap: 2 });
  return [
    ...heading(term, 'SERVES', 'who should answer'),
    ...serves.flatMap((one, i) => [...(rows[i] ?? []), ...placeLines(term, one)]),
  ];
}

function changesLines(term: Terminal, { suggestions }: PlanReport): string[] {
  if (suggestions.length === 0) return [];
  const lines = suggestions.flatMap((suggestion, i) => [
    ...suggestion.change
      .split(BETWEEN_CHANGES)
      .flatMap((one, j) => (j === 0 ? hanging(term, 2, `${i + 1}. ${one}`) : hanging(term, 5, one))),
    ...paragraph(term, 5, comesToInWords(suggestion), term.paint.faint),
  ]);
  const tried = suggestions.every((one) => one.tried === 'sandbox')
    ? 'each was tried in the sandbox'
    : 'each was tried by the rules';
  return [...heading(term, 'CHANGES', tried), ...lines];
}
