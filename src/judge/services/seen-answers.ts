import type { Answers } from '../../model/plan-report.ts';
import type { StepOutcome } from '../../model/step-outcome.ts';
import type { Step, Trial, TrialReport } from '../../model/trial.ts';
import type { ComponentVerdict } from './judge-component.ts';
import type { OpenSocket } from './open-sockets.ts';

/** The verdict, with who answered in place of who should have, where clients of the trial came out otherwise. */
export function withSeenAnswers(verdict: ComponentVerdict, trial: Trial, report: TrialReport): ComponentVerdict {
  const answers: Record<string, Record<string, readonly string[]>> = {};
  const [written] = verdict.ways;
  for (const { client, observed } of clientsSent(trial, report)) {
    const [port, open] = [...(written?.open ?? [])].find(([, sockets]) => hasAny(sockets, client.receivers)) ?? [];
    const owners = open === undefined ? undefined : ownersOf(observed, open);
    if (port !== undefined && owners !== undefined) answers[port] = { ...answers[port], [client.address]: owners };
  }
  return Object.keys(answers).length === 0 ? verdict : { ...verdict, answers: merged(verdict.answers, answers) };
}

type Client = Extract<Step, { readonly op: 'deliver' }>;

/** What became of clients. On a host not every client of a trial is sent: those of the report are some, in their order. */
function* clientsSent(
  trial: Trial,
  { steps }: TrialReport,
): Generator<{ readonly client: Client; readonly observed: StepOutcome }> {
  const sent = steps.filter(({ op }) => op === 'deliver').values();
  let one = sent.next().value;
  for (const client of trial.steps) {
    if (client.op !== 'deliver' || one?.address !== client.address || one.port !== client.port) continue;
    yield { client, observed: one.observed };
    one = sent.next().value;
  }
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
