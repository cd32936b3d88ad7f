import type { Answers } from '../../model/plan-report.ts';
import type { StepOutcome } from '../../model/step-outcome.ts';
import type { Trial, TrialReport } from '../../model/trial.ts';
import type { ComponentVerdict } from './judge-component.ts';
import type { OpenSocket } from './open-sockets.ts';

/** The verdict, with who answered in place of who should have, where clients of the trial came out otherwise. */
export function withSeenAnswers(verdict: ComponentVerdict, trial: Trial, { steps }: TrialReport): ComponentVerdict {
  const answers: Record<string, Record<string, readonly string[]>> = {};
  for (const [i, step] of trial.steps.entries()) {
    const observed = steps[i]?.observed;
    if (step.op !== 'deliver' || observed === undefined || observed.kind === 'ok') continue;
    const [port, open] = [...verdict.open].find(([, sockets]) => hasAny(sockets, step.receivers)) ?? [];
    const owners = open === undefined ? undefined : ownersOf(observed, open);
    if (port !== undefined && owners !== undefined) answers[port] = { ...answers[port], [step.address]: owners };
  }
  return Object.keys(answers).length === 0 ? verdict : { ...verdict, answers: merged(verdict.answers, answers) };
}

const merged = (before: Answers, seen: Answers): Answers =>
  Object.fromEntries(Object.entries(before).map(([port, at]) => [port, { ...at, ...seen[port] }]));

const hasAny = (sockets: readonly OpenSocket[], names: readonly string[]): boolean =>
  sockets.some(({ name }) => names.includes(name));

/** Undefined where it came out as expected, or tells nothing. */
function ownersOf(observed: StepOutcome, open: readonly OpenSocket[]): readonly string[] | undefined {
  if (observed.kind === 'refused') return [];
  const [, names] = observed.kind === 'differs' ? (/^received by (.+)$/.exec(observed.seen) ?? []) : [];
  if (names === undefined) return undefined;
  const receivers = names.split(',');
  return [...new Set(open.flatMap(({ name, owner }) => (receivers.includes(name) ? [owner] : [])))];
}
