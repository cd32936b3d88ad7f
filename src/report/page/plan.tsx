import type { VNode } from 'preact';
import { formatSource } from '../../model/experiment.ts';
import type { PlanReport, ServiceReport } from '../../model/plan-report.ts';
import type { Report, Status } from '../../model/report.ts';
import { planPanel } from '../picture/plan/panel.tsx';
import { planAnswer } from '../services/answer.ts';
import { comesToInWords, orderRows, verdictsInWords } from '../services/orders.ts';
import { answerRows, openInWords, restartRows } from '../services/view.ts';
import { neighbourRows, ranWhereInWords } from '../services/words.ts';
import { UNICODE } from '../text/glyphs.ts';
import { statusMark } from '../text/status.ts';
import { Figure } from './frame.tsx';
import { type Cell, List, Table } from './table.tsx';

const TONES: Readonly<Record<Status, NonNullable<Cell['tone']>>> = {
  met: 'ok',
  unmet: 'no',
  inconclusive: 'unsure',
  skipped: 'unsure',
};

/** A verdict: its mark, its word and its colour. */
export const statusCell = (status: Status): Cell => ({
  text: `${statusMark(status, UNICODE)} ${status}`,
  tone: TONES[status],
});

interface PlanProps {
  readonly plan: PlanReport;
  readonly report: Report;
  readonly name: string;
  /** The page's title says the answer already. */
  readonly isAlone: boolean;
}

/** A plan: picture, services, who answers, and what else there is to say. */
export const Plan = ({ plan, report, name, isAlone }: PlanProps): VNode => (
  <section>
    <h2>{isAlone ? (plan.title ?? `Services of ${plan.file}`) : `${plan.file}: ${planAnswer(plan)}`}</h2>
    <Figure panels={[planPanel(plan, report, '')]} name={name} />
    <Services plan={plan} report={report} />
    <Table caption="Who gets a client" head={['port', 'address', 'who']} rows={answersOf(plan)} />
    <Table
      caption="Who should answer"
      head={['endpoint', 'verdict', 'should be', 'answered by']}
      rows={plan.serves.map(({ status, by, protocol, endpoint, answered }) => [
        `${protocol} ${endpoint}`,
        statusCell(status),
        by ?? 'anyone',
        answered.length === 0 ? 'nobody' : answered.join(', '),
      ])}
    />
    <List title="Beside them on this host" items={neighbourRows(plan)} />
    <List
      title="Started at the same time"
      items={plan.outcomes.flatMap(({ when, verdicts }) =>
        when === undefined ? [] : [`${when}: ${verdictsInWords(verdicts)}`],
      )}
    />
    <List
      title="Started in another order"
      items={orderRows(plan).map(({ order, verdicts }) => `${order}: ${verdicts}`)}
    />
    <List title="A restart" items={restartRows(plan)} />
    <List title="What would help" items={plan.suggestions.map((one) => `${one.change}: ${comesToInWords(one)}`)} />
    <List title="Skipped" items={plan.skipped} />
    <List title="Notes" items={plan.notes} />
  </section>
);

/** The port of a line of the answers; it is written once for all its lines. */
function answersOf({ answers }: PlanReport): string[][] {
  let last = '';
  return answerRows(answers).map(({ port, addresses, who }) => {
    last = port === '' ? last : port;
    return [last, addresses.join(', '), who];
  });
}

/** Why it is not up, with the rule; of what is not as wanted, where it is written. */
const whyInWords = ({ verdict, why, failed, status, line, source }: ServiceReport): string =>
  [
    ...(verdict === 'up' ? [] : [why, ...failed.slice(0, 1).map((first) => `${first.why} (${first.rule})`)]),
    ...(status === 'met' ? [] : [`at ${formatSource(line ?? source)}`]),
  ].join('; ');

const Services = ({ plan, report }: Pick<PlanProps, 'plan' | 'report'>): VNode => (
  <Table
    caption={`Services in their order of starting, ${ranWhereInWords(report)}`}
    head={['service', 'profile', 'as expected', 'verdict', 'open', 'why']}
    rows={plan.services.map((one) => [
      one.id,
      one.profile,
      statusCell(one.status),
      `${one.verdict}${one.running === true ? ' (running)' : ''}`,
      openInWords(one),
      whyInWords(one),
    ])}
  />
);
