import type { VNode } from 'preact';
import { greatest } from '../../model/extremes.ts';
import type { Report } from '../../model/report.ts';
import { agreementSentence } from '../conclusions/agreement.ts';
import { type Comparison, comparison } from '../conclusions/comparison.ts';
import { conclusions } from '../conclusions/view.ts';
import { commonTruth } from '../sections/common.ts';
import type { Section } from '../sections/view.ts';
import { type Block, PAD, type Panel } from './frame.tsx';
import { headOf, onSheet } from './head.tsx';
import { textWidth, wrapped } from './measure.ts';
import { LinesAt, type Mark, MarkAt, TextAt, type Tone } from './parts.tsx';
import { round } from './round.ts';
import { answersBlock, notesBlock } from './table.tsx';

/** What a report comes to: a row for each combination, or the answers of the one. Nothing where nothing can be told. */
export function summaryPanels(report: Report, all: readonly Section[]): Panel[] {
  const below = [commonTruth(all, report).join(' · ')];
  const notes = report.predicted === undefined ? [agreementSentence(report)] : [];
  if (all.length > 1) return comparisonPanels(comparison(all), below, notes);
  const found = all.flatMap((section) => conclusions(section));
  if (found.length === 0) return [];
  return [
    {
      title: TITLE,
      said: [`${TITLE}: ${below.join('')}.`, ...found.map(({ label, answer }) => `${label}: ${answer}.`), ...notes],
      width: 560,
      draw: (width) => {
        const room = { left: PAD, width: width - 2 * PAD };
        const rows = found.map(({ label, answer }): [string, string] => [label, answer]);
        return onSheet(headOf(TITLE, below, room.width), [answersBlock(rows, room), notesBlock(notes, room)], 16);
      },
    },
  ];
}

const TITLE = 'Who can share the port';

function comparisonPanels(compared: Comparison, below: readonly string[], notes: readonly string[]): Panel[] {
  if (compared.questions.length === 0) return [];
  const refused = compared.allRefused.map(({ label, answer }) => `${label}: all are refused, ${answer}.`);
  return [
    {
      title: TITLE,
      said: [
        `${TITLE}: ${below.join('')}.`,
        ...compared.rows.flatMap((row) => rowSaid(compared, row)),
        ...refused,
        ...notes,
      ],
      width: columnsOf(compared).right + PAD,
      draw: (width) => {
        const room = { left: PAD, width: width - 2 * PAD };
        const head = headOf(TITLE, below, room.width);
        return onSheet(head, [tableBlock(compared), notesBlock([...refused, ...notes], room)], 14);
      },
    },
  ];
}

const rowSaid = ({ questions }: Comparison, { label, answers }: Comparison['rows'][number]): string[] =>
  answers.some((answer) => answer !== '')
    ? [`${label}: ${answers.flatMap((answer, i) => (answer === '' ? [] : [`${questions[i]} ${answer}`])).join('; ')}.`]
    : [];

const HEAD = 112;
const LABEL = 300;
const ROW = 36;

function columnsOf({ questions, rows }: Comparison) {
  const label = Math.min(LABEL, greatest(rows.map((row) => textWidth(row.label, 13))));
  let at = PAD + label + 18;
  const columns = questions.map((question, i) => {
    const head = greatest(wrapped(question, HEAD, 12.5).map((line) => textWidth(line, 12.5)));
    const width = Math.max(head, greatest(rows.map(({ answers }) => textWidth(answers[i] ?? '', 12.5) + 40)));
    const column = { x: at, width };
    at += width + 14;
    return column;
  });
  return { label, columns, right: at - 14 };
}

function tableBlock(compared: Comparison): Block {
  const { questions, rows } = compared;
  const { label, columns } = columnsOf(compared);
  const heads = questions.map((question) => wrapped(question, HEAD, 12.5));
  const top = greatest(heads.map((lines) => lines.length)) * 16 + 10;
  let at = top;
  const drawn = rows.map((row) => {
    const lines = wrapped(row.label, label, 13);
    const height = Math.max(ROW, lines.length * 17 + 12);
    const middle = at + height / 2;
    at += height;
    return (
      <>
        <LinesAt lines={lines} x={PAD} y={middle + 4.5 - ((lines.length - 1) * 17) / 2} step={17} />
        {row.answers.map((answer, i) => (
          <Answer answer={answer} x={columns[i]?.x ?? 0} width={columns[i]?.width ?? 0} y={middle} />
        ))}
      </>
    );
  });
  return {
    height: at,
    body: (
      <>
        {heads.map((lines, i) => (
          <LinesAt
            lines={lines}
            x={columns[i]?.x ?? 0}
            y={top - 10 - (lines.length - 1) * 16}
            step={16}
            size={12.5}
            tone="f"
          />
        ))}
        {drawn}
      </>
    ),
  };
}

interface AnswerProps {
  readonly answer: string;
  readonly x: number;
  readonly width: number;
  readonly y: number;
}

/** `always` and `never` have the colours of a cell; what depends on something has neither. */
function Answer({ answer, x, width, y }: AnswerProps): VNode {
  const [tone, mark] = lookOf(answer);
  return (
    <>
      <rect class={`bm-${tone}`} x={round(x)} y={round(y - 14)} width={round(width)} height="28" rx="6" />
      <MarkAt mark={mark} x={x + 15} y={y} tone={`${tone}-mark`} scale={0.85} />
      <TextAt x={x + 28} y={y + 4.5} size={12.5} tone={`${tone}-text`}>
        {answer === '' ? 'not told' : answer}
      </TextAt>
    </>
  );
}

function lookOf(answer: string): [Tone, Mark] {
  if (answer === 'always') return ['ok', 'ok'];
  if (answer === 'never') return ['no', 'no'];
  return answer === '' ? ['unsure', 'skipped'] : ['unsure', 'part'];
}
