import { formatSource } from '../../model/experiment.ts';
import type { Report } from '../../model/report.ts';
import type { StepReport, TrialReport } from '../../model/trial.ts';
import { filesInWords } from '../text/files.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { byStatus, statusMark, statusPaint } from '../text/status.ts';
import type { Terminal } from '../text/style.ts';
import { type TableCell, tableRows } from '../text/table.ts';
import { padLeft, plural, width, wrap } from '../text/text.ts';
import {
  observedInWords,
  predictedInWords,
  ranWhere,
  stepOutcomeInWords,
  stepWords,
  systemOf,
  trialCounts,
  wasPredicted,
} from './words.ts';

/** Every trial: a line for what was met, the steps around the first wrong one for what was not, and these last. */
export function trialsBlock(term: Terminal, report: Report): string[] {
  const { trials } = report;
  if (trials.length === 0) return [];
  const names = trials.reduce((widest, one) => Math.max(widest, width(one.id)), 0);
  const fileOf = filesInWords(report);
  return [
    ...heading(term, 'TRIALS', ranWhere(report)),
    ...byStatus(trials).flatMap((one) => trialLines(term, one, fileOf(one), Math.min(names, NAME))),
  ];
}

/** The last line, of what expects something: how much of it was met. */
export function trialsSummary(term: Terminal, report: Report): string[] {
  if (report.trials.length + report.expectations.length === 0) return [];
  const bad =
    [...report.trials, ...report.expectations].some((one) => one.status === 'unmet') ||
    report.summary.disagreements > 0;
  return paragraph(term, 0, trialCounts(report), bad ? term.paint.bad : term.paint.heading);
}

/** Longer names push their titles to the right. */
const NAME = 28;
/** A title with less room than this stands below. */
const TITLE = 24;

function trialLines(term: Terminal, trial: TrialReport, file: string, names: number): string[] {
  const verdict = trial.story === undefined ? '' : ` (${trial.story.verdict})`;
  const title = `${systemOf(trial)}${trial.title}${verdict}${file === '' ? '' : `, in ${file}`}`;
  const id = trial.id;
  const mark = `${statusMark(trial.status, term.glyphs)} `;
  const lead = `${id}${' '.repeat(Math.max(0, names - width(id)))}  `;
  const colour = statusPaint(trial.status, term.paint);
  const room = term.columns - 2 - width(mark) - width(lead);
  if (room < TITLE)
    return [...hanging(term, 2, mark + id, colour), ...paragraph(term, 6, title, colour), ...outcomeLines(term, trial)];
  const margin = ' '.repeat(2 + width(mark) + width(lead));
  return [
    ...wrap(title, room).map((line, i) => (i === 0 ? `  ${colour(mark + lead + line)}` : margin + colour(line))),
    ...outcomeLines(term, trial),
  ];
}

function outcomeLines(term: Terminal, trial: TrialReport): string[] {
  const reason = trial.reason === undefined ? [] : paragraph(term, 4, `${trial.status}: ${trial.reason}`);
  return trial.status === 'unmet' ? [...reason, ...stepLines(term, trial.steps)] : reason;
}

/** Steps shown before and after the first wrong one. */
const AROUND = 3;

function stepLines(term: Terminal, steps: readonly StepReport[]): string[] {
  const first = steps.findIndex((step) => !step.met);
  if (first < 0) return [];
  const [from, to] = [Math.max(0, first - AROUND), Math.min(steps.length, first + 1 + AROUND)];
  const shown = steps.slice(from, to);
  const rows = shown.map((step, i) => stepRow(term, step, from + i + 1, steps.length));
  const lines = tableRows(rows, { columns: term.columns, indent: 4, gap: 2 }).flatMap((row, i) => {
    const step = shown[i];
    return step !== undefined && (from + i === first || !wasPredicted(step))
      ? [...row, ...reasonLines(term, step)]
      : row;
  });
  const later = steps.slice(to).filter((step) => !step.met).length;
  return [...lines, ...(later > 0 ? paragraph(term, 4, `${plural(later, 'more step')} not as expected`) : [])];
}

function stepRow({ paint, glyphs }: Terminal, step: StepReport, number: number, of: number): TableCell[] {
  const outcome = step.met
    ? stepOutcomeInWords(step.op, step.observed)
    : `${observedInWords(step)}, expected ${step.expected.join(' or ')}`;
  const mark = step.met ? ' '.repeat(width(glyphs.fail)) : glyphs.fail;
  const cells = [`${mark} ${padLeft(String(number), String(of).length)}`, ...stepWords(step), outcome];
  return cells.map((text) => ({ text: text, paint: step.met ? paint.faint : paint.bad }));
}

function reasonLines(term: Terminal, step: StepReport): string[] {
  const rule = step.rule === '' ? '' : ` by ${step.rule}`;
  return [
    ...paragraph(term, 8, `predicted ${predictedInWords(step)}${rule}`),
    ...(step.why === '' ? [] : paragraph(term, 8, step.why)),
    ...(step.met || step.source === undefined ? [] : paragraph(term, 8, `at ${formatSource(step.source)}`)),
  ];
}
