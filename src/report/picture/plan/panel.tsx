import type { VNode } from 'preact';
import { greatest } from '../../../model/extremes.ts';
import type { PlanReport } from '../../../model/plan-report.ts';
import type { Report } from '../../../model/report.ts';
import { oneInWords, planAnswer } from '../../services/answer.ts';
import { comesToInWords, orderRows, verdictsInWords } from '../../services/orders.ts';
import { restartRows } from '../../services/view.ts';
import { neighbourRows, ranWhereInWords } from '../../services/words.ts';
import { type Block, PAD, type Panel } from '../frame.tsx';
import { headOf, onSheet } from '../head.tsx';
import { TextAt } from '../parts.tsx';
import { round } from '../round.ts';
import type { Room } from '../stack.tsx';
import { headingBlock, notesBlock, rowsBlock } from '../table.tsx';
import { ANSWER, type AnswerGroup, answerGroups } from './answers.ts';
import { notDrawn, type PlanColumns, planColumns, type ServiceRow, serviceRows } from './rows.ts';
import { Service } from './service.tsx';

const FAN = 150;

/** A plan: its services in their order of starting, what became of them, and who answers. */
export function planPanel(plan: PlanReport, report: Report, lead: string): Panel {
  const rows = serviceRows(plan);
  const groups = answerGroups(plan);
  const columns = planColumns(rows);
  const target = columns.out + FAN;
  const title = `${lead}${planAnswer(plan)}`;
  const where = ranWhereInWords(report);
  return {
    title,
    said: [`${title}.`, ...planSaid(plan, where)],
    width: (groups.length === 0 ? columns.out : target + 14 + ANSWER.room) + PAD,
    draw: (width) => {
      const room = { left: PAD, width: width - 2 * PAD };
      const head = headOf(title, [[...(plan.title === undefined ? [] : [plan.title]), where].join(' · ')], room.width);
      const services = servicesBlock({ rows, groups, columns, target });
      const left = notDrawn(plan);
      return onSheet(
        { ...head, height: head.height + 8 },
        [
          services,
          notesBlock(left === undefined ? [] : [left], room),
          ...tellings(plan).flatMap((one) => tellingBlock(one, room)),
        ],
        16,
      );
    },
  };
}

const planSaid = (plan: PlanReport, where: string): string[] => [
  `Services, started in order, ${where}: ${plan.services.map((one) => `${one.id} ${one.verdict}`).join('; ')}.`,
  ...plan.services.filter(({ verdict }) => verdict !== 'up').map((one) => `${oneInWords(one)}.`),
  ...answerGroups(plan).map(
    ({ port, ids, lines }) =>
      `On ${port} ${ids.length === 0 ? 'nobody' : ids.join(' or ')} answers at ${lines.join(' ')}.`,
  ),
  ...tellings(plan).flatMap(({ title, rows }) => rows.map(([a, b]) => `${title}: ${a}${b === '' ? '' : `: ${b}`}.`)),
];

interface Telling {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
}

/** What is told in words below the drawing. */
function tellings(plan: PlanReport): Telling[] {
  const because = plan.services.flatMap(({ id, verdict, failed, why }): [string, string][] => {
    if (verdict === 'up') return [];
    const [first] = failed;
    return [[`${id} ${verdict}`, first === undefined ? why : `${first.why} (${first.rule})`]];
  });
  const all: Telling[] = [
    { title: 'Why', rows: because.slice(0, MOST_TOLD) },
    {
      title: 'Who should answer',
      rows: plan.serves.map(({ endpoint, protocol, by, answered, status }) => [
        `${protocol} ${endpoint} by ${by ?? 'anyone'}`,
        `${status}: answered by ${answered.length === 0 ? 'nobody' : answered.join(', ')}`,
      ]),
    },
    {
      title: 'Started at the same time',
      rows: plan.outcomes.flatMap(({ when, verdicts }): [string, string][] =>
        when === undefined ? [] : [[when, verdictsInWords(verdicts)]],
      ),
    },
    {
      title: 'Started in another order',
      rows: orderRows(plan).map(({ order, verdicts }) => [order, verdicts]),
    },
    { title: 'A restart', rows: restartRows(plan).map((text) => [text, '']) },
    {
      title: 'What would help',
      rows: plan.suggestions.map((one) => [one.change, comesToInWords(one)]),
    },
    { title: 'Beside them on this host', rows: neighbourRows(plan).map((text) => [text, '']) },
    {
      title: 'Notes',
      rows: [...plan.skipped.map((text) => `skipped: ${text}`), ...plan.notes].map((text) => [text, '']),
    },
  ];
  return all
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => ({
      title,
      rows:
        rows.length <= MOST_TOLD ? rows : [...rows.slice(0, MOST_TOLD), [`and ${rows.length - MOST_TOLD} more`, '']],
    }));
}

/** A picture is no list: what is longer has `--format html`. */
const MOST_TOLD = 12;

const tellingBlock = ({ title, rows }: Telling, room: Room): Block[] => {
  const heading = headingBlock(title, room);
  const list = rowsBlock(rows, room);
  return [
    {
      height: heading.height + list.height,
      body: (
        <>
          {heading.body}
          <g transform={`translate(0 ${heading.height})`}>{list.body}</g>
        </>
      ),
    },
  ];
};

interface Drawn {
  readonly rows: readonly ServiceRow[];
  readonly groups: readonly AnswerGroup[];
  readonly columns: PlanColumns;
  readonly target: number;
}

const HEAD = 26;

function servicesBlock({ rows, groups, columns, target }: Drawn): Block {
  const last = rows.at(-1);
  const heights = [last === undefined ? 0 : last.top + last.height, groups.reduce((sum, one) => sum + one.height, 0)];
  const middleOf = new Map(rows.map((row) => [row.service.id, row.top + row.height / 2]));
  return {
    height: HEAD + greatest(heights),
    body: (
      <>
        <TextAt x={PAD} y={13} face="bold">
          Started in this order
        </TextAt>
        {groups.length === 0 ? null : (
          <TextAt x={target + 14} y={13} face="bold">
            Who gets a client
          </TextAt>
        )}
        <g transform={`translate(0 ${HEAD})`}>
          {rows.map((row) => (
            <Service row={row} columns={columns} />
          ))}
          {groups.map((group) => (
            <Answers group={group} from={columns.out} target={target} middleOf={middleOf} />
          ))}
        </g>
      </>
    ),
  };
}

interface AnswersProps {
  readonly group: AnswerGroup;
  readonly from: number;
  readonly target: number;
  /** The middle of each service, by its id. */
  readonly middleOf: ReadonlyMap<string, number>;
}

function Answers({ group, from, target, middleOf }: AnswersProps): VNode {
  const { ids, lines, port, isFirst, top, middle } = group;
  const starts = ids.flatMap((id) => middleOf.get(id) ?? []);
  const words = ids.length === 0 ? 'nobody' : starts.length === 0 ? ids.join(' or ') : '';
  const first = middle - (lines.length * ANSWER.step) / 2 + 13;
  return (
    <g>
      <title>{`${port}: ${ids.length === 0 ? 'nobody' : ids.join(' or ')} answers at ${lines.join(' ')}`}</title>
      {isFirst ? (
        <TextAt x={target + 14} y={top + 14} tone="f" face="mono">
          {port}
        </TextAt>
      ) : null}
      {starts.map((start) => (
        <path
          class="bm-mark bm-ok-mark"
          stroke-width="2"
          d={bend(from, start, target - 4, middle)}
          {...(ids.length > 1 ? { 'stroke-dasharray': '5 5' } : {})}
        />
      ))}
      {words === '' ? null : (
        <>
          <path
            class="bm-mark bm-no-mark"
            stroke-width="2"
            stroke-dasharray="1 5"
            d={`M${target - 40} ${round(middle)}H${target - 8}`}
          />
          <TextAt x={target - 48} y={middle + 4.5} anchor="end" tone="no-text" room={FAN - 56}>
            {words}
          </TextAt>
        </>
      )}
      <circle class={`bm-${starts.length > 0 ? 'ok-dot' : 'badge'}`} cx={target} cy={round(middle)} r="4" />
      {lines.map((line, i) => (
        <TextAt x={target + 14} y={first + i * ANSWER.step} face="mono">
          {line}
        </TextAt>
      ))}
    </g>
  );
}

function bend(x1: number, y1: number, x2: number, y2: number): string {
  const middle = round((x1 + x2) / 2);
  return `M${round(x1)} ${round(y1)}C${middle} ${round(y1)} ${middle} ${round(y2)} ${round(x2)} ${round(y2)}`;
}
