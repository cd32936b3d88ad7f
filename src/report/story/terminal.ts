import type { HostFacts } from '../../model/host.ts';
import { stepMeets } from '../../model/step-outcome.ts';
import type { HttpPlay, PlayedStory, PlayedTrial } from '../../model/story.ts';
import type { Step, StepReport } from '../../model/trial.ts';
import type { TableRow } from '../../model/trial-observation.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { type Paint, type Style, type Terminal, terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { type TableCell, table, tableRows } from '../text/table.ts';
import { pad, padLeft } from '../text/text.ts';
import { deedOf } from './deed.ts';
import { toldOf } from './telling.ts';
import { verdictMark, verdictPaint } from './verdict.ts';
import {
  httpRows,
  observedAgainst,
  promiseInWords,
  rowInWords,
  sortedTable,
  stepResultInWords,
  verdictInWords,
} from './words.ts';

/** Lines that belong together, in pieces: a new piece begins where somebody may want to stop, before each step. */
type Part = readonly (readonly string[])[];

/**
 * A story step by step: prose, each socket's calls, what came out, the kernel's socket table, and the verdict. In pieces,
 * each of which but the first begins with a step.
 */
export function* storyPlay(story: PlayedStory, host: HostFacts, style: Style): Generator<string> {
  const term = terminal(style);
  const parts: Part[] = [
    [heading(term, story.name, term.say('played in a sandbox, {kernel}', { kernel: kernelName(host) }))],
    ...story.trials.flatMap((played, i) => trialParts(term, played, i, story)),
    [verdictLines(term, story)],
  ];
  let lines: string[] = [];
  for (const [i, part] of parts.filter(([first = []]) => first.length > 0).entries()) {
    if (i > 0) lines.push('');
    const isSteps = part.length > 1;
    for (const piece of part) {
      if (isSteps) yield textOf(lines);
      lines = isSteps ? [...piece] : [...lines, ...piece];
    }
  }
  yield textOf(lines);
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function trialParts(term: Terminal, played: PlayedTrial, index: number, story: PlayedStory): Part[] {
  const { report, http } = played;
  const number = story.trials.length === 1 ? '' : `${index + 1}. `;
  const { title, quote, claim, prose = '' } = toldOf(story, index, term.translation);
  return [
    [hanging(term, 0, `${number}${title}`, term.paint.heading)],
    [quote === undefined || !term.unicode ? [] : quoteLines(term, quote)],
    [claim === undefined ? [] : quoteLines(term, claim, term.paint.faint)],
    [prose === '' ? [] : paragraph(term, 2, prose)],
    [report.reason === undefined ? [] : paragraph(term, 2, statusLine(term, report), term.paint.unsure)],
    stepLines(term, played),
    [http === undefined ? [] : httpLines(term, http)],
  ];
}

/** `skipped: it needs root` */
const statusLine = ({ say }: Terminal, { status, reason = '' }: PlayedTrial['report']): string =>
  `${say(status)}${say(': ')}${reason}`;

const quoteLines = (term: Terminal, quote: string, paint: Paint = term.paint.plain): string[] =>
  paragraph({ ...term, columns: term.columns - 4 }, 0, quote, paint).map(
    (line) => `  ${term.paint.faint('|')} ${line}`,
  );

/** A piece for each step. */
function stepLines(term: Terminal, { trial, report }: PlayedTrial): string[][] {
  const steps = report.steps.flatMap((done, i) => {
    const step = trial.steps[i];
    return step === undefined ? [] : [{ step, done }];
  });
  const rows = steps.map(({ step, done }, i) => stepRow(term, step, done, padLeft(String(i + 1), 2)));
  let shown = '';
  return tableRows(rows, { columns: term.columns, indent: 2, gap: 2 }).map((row, i) => {
    const { step, done } = steps[i] as (typeof steps)[number];
    const rowsNow = sortedTable(done.table ?? [], trial).flatMap((one) => tableLines(term, one));
    const isNew = rowsNow.join() !== shown;
    shown = rowsNow.join();
    return [
      ...(step.prose === undefined
        ? []
        : ['', ...paragraph(term, 2, term.translation?.ofStory(step.prose) ?? step.prose)]),
      ...row,
      ...becauseLines(term, done),
      ...(isNew ? rowsNow : []),
    ];
  });
}

function stepRow({ paint, say }: Terminal, step: Step, done: StepReport, number: string): TableCell[] {
  const { who, what } = deedOf(step, done, say);
  const claim = promiseInWords(step, done, say);
  const isKept = step.claim !== undefined && stepMeets(done.observed, step.claim);
  const expected = done.met ? '' : say(', expected {outcome}', { outcome: done.expected.join(say(' or ')) });
  const promise = claim === '' ? '' : `${isKept ? say(', ') : say('; ')}${claim}`;
  const outcome = `${stepResultInWords(step, done, say)}${expected}${promise}`;
  return [
    { text: number, paint: paint.faint },
    { text: who },
    { text: what },
    { text: outcome, paint: outcomePaint(step, done, paint) },
  ];
}

function outcomePaint(step: Step, done: StepReport, paint: Terminal['paint']): Paint {
  if (!done.met) return paint.bad;
  if (step.claim !== undefined) return stepMeets(done.observed, step.claim) ? paint.good : paint.unsure;
  return done.observed.kind === 'ok' ? paint.faint : paint.plain;
}

/** The rule's sentence on a refusal. */
const becauseLines = (term: Terminal, { observed, why, rule }: StepReport): string[] =>
  observed.kind === 'ok' || why === '' ? [] : paragraph(term, 6, `${why} (${rule})`, term.paint.faint);

const STATE_WIDTH = 'ESTABLISHED'.length;

const tableLines = (term: Terminal, row: TableRow): string[] =>
  hanging(term, 8, `${pad(row.state, STATE_WIDTH)}  ${rowInWords(row)}`, term.paint.faint);

function httpLines(term: Terminal, http: HttpPlay): string[] {
  const cells = httpRows(http, term.say).map((row) => row.map((text) => ({ text: text })));
  return [
    ...paragraph(term, 2, term.say('The same listeners once more, each an HTTP server of its own:')),
    ...table(cells, { columns: term.columns, indent: 6, gap: 2 }),
  ];
}

/** What it comes to, where the eye ends. */
function verdictLines(term: Terminal, { verdict, when, against }: PlayedStory): string[] {
  const { say, translation } = term;
  const mark = verdictMark(verdict, term);
  const colour = verdictPaint(verdict, term);
  if (verdict === undefined) return paragraph(term, 0, `${mark} ${say('The claim could not be seen here.')}`, colour);
  const words = verdictInWords(verdict, when === undefined ? when : (translation?.ofStory(when) ?? when), say);
  const said = paragraph(term, 0, `${mark} ${say("The tutorial's sentence {verdict}.", { verdict: words })}`, colour);
  if (verdict !== 'does not hold' || against === undefined) return said;
  const { step, claim } = against;
  return [
    ...said,
    ...paragraph(
      term,
      2,
      say('It promises {claim}; the outcome here was {outcome}: {why}.', {
        claim: claim.join(say(' or ')),
        outcome: observedAgainst(against),
        why: step.why,
      }),
    ),
  ];
}
