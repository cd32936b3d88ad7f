import { stepMeets } from '../../../model/step-outcome.ts';
import type { PlayedTrial } from '../../../model/story.ts';
import type { Step, StepReport, TrialReport } from '../../../model/trial.ts';
import { deedOf } from '../../story/deed.ts';
import { promiseInWords, rowInWords, sortedTable, stepResultInWords } from '../../story/words.ts';
import { inEnglish } from '../../text/say.ts';
import { endpointInWords, observedInWords } from '../../trials/words.ts';
import type { ChipView, Tone } from '../parts.tsx';

/** A line of the kernel's table: `TIME_WAIT`, and its ends. */
export interface TableLine {
  readonly state: string;
  readonly ends: string;
}

/** Something said below a step. */
export interface Remark {
  readonly text: string;
  readonly tone: 'f' | `${Tone}-text`;
}

/** A step as it is drawn. */
export interface TimelineStep {
  readonly number: number;
  readonly op: Step['op'];
  /** The socket; empty where clients come, time passes or a table is read. */
  readonly who: string;
  readonly what: string;
  readonly chip: ChipView;
  /** The socket that a new one comes from. */
  readonly from?: string;
  /** The sockets that clients met. */
  readonly met: readonly string[];
  /** It was not as the file expects. */
  readonly isUnmet: boolean;
  /** What is told before it. */
  readonly prose?: string;
  readonly remarks: readonly Remark[];
  readonly table: readonly TableLine[];
}

/** The steps of a trial of a story, with what is new in the kernel's table after each. */
export function playedSteps({ trial, report }: PlayedTrial): TimelineStep[] {
  let before: ReadonlySet<string> = new Set();
  return report.steps.flatMap((done, i): TimelineStep[] => {
    const step = trial.steps[i];
    if (step === undefined) return [];
    const table = sortedTable(done.table ?? [], trial).map((row) => ({ state: row.state, ends: rowInWords(row) }));
    const isNew = table.map((line) => !before.has(JSON.stringify(line)));
    before = new Set(table.map((line) => JSON.stringify(line)));
    const { who, what } = deedOf(step, done, inEnglish);
    return [
      {
        number: i + 1,
        op: step.op,
        who,
        what,
        chip: { ...lookOf(done), text: stepResultInWords(step, done, inEnglish) },
        ...('from' in step && typeof step.from === 'string' ? { from: step.from } : {}),
        met: step.op === 'deliver' && done.observed.kind === 'ok' ? step.receivers : metIn(done),
        isUnmet: !done.met,
        ...(step.prose === undefined ? {} : { prose: step.prose }),
        remarks: [...promiseOf(step, done), ...expectedOf(done), ...becauseOf(done)],
        table: table.filter((_, n) => isNew[n]),
      },
    ];
  });
}

/** The steps of a trial as `check` reports it. */
export const reportedSteps = ({ steps }: TrialReport): TimelineStep[] =>
  steps.map((done, i) => ({
    number: i + 1,
    op: done.op,
    who: done.socket ?? '',
    what: [done.op, endpointInWords(done)].filter((text) => text !== '').join(' '),
    chip: { ...lookOf(done), text: observedInWords(done) },
    met: metIn(done),
    isUnmet: !done.met,
    remarks: [...expectedOf(done), ...becauseOf(done)],
    table: [],
  }));

function lookOf({ observed }: StepReport): Pick<ChipView, 'mark' | 'tone'> {
  if (observed.kind === 'ok') return { mark: 'ok', tone: 'ok' };
  return observed.kind === 'not-tried' ? { mark: 'unknown', tone: 'unsure' } : { mark: 'no', tone: 'no' };
}

/** `received by A,B` */
function metIn({ observed }: StepReport): readonly string[] {
  const [, names] = observed.kind === 'differs' ? (/^received by (.+)$/.exec(observed.seen) ?? []) : [];
  return names === undefined || names === 'none' ? [] : names.split(',');
}

function promiseOf(step: Step, done: StepReport): Remark[] {
  const text = promiseInWords(step, done, inEnglish);
  if (text === '' || step.claim === undefined) return [];
  return [{ text, tone: stepMeets(done.observed, step.claim) ? 'ok-text' : 'no-text' }];
}

const expectedOf = ({ met, expected }: StepReport): Remark[] =>
  met ? [] : [{ text: `expected ${expected.join(' or ')}`, tone: 'no-text' }];

/** The rule's sentence on a refusal. */
const becauseOf = ({ observed, why, rule }: StepReport): Remark[] =>
  observed.kind === 'ok' || why === '' ? [] : [{ text: `${why}${rule === '' ? '' : ` (${rule})`}`, tone: 'f' }];
