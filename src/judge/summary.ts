import { isDenied, isStepDenied } from '../model/denied.ts';
import type { Disagreement } from '../model/disagreement.ts';
import { isExhaustedErrno, isRefusal, type Outcome } from '../model/outcome.ts';
import { pairKinds } from '../model/pair-kinds.ts';
import type { ListenerReport, MatrixReport, Status, Summary } from '../model/report.ts';
import type { StepOutcome } from '../model/step-outcome.ts';
import type { Predicted } from './disagreements.ts';

type Counts = Summary['pairs'];

interface Counted<T> {
  readonly outcome: T;
  readonly count: number;
}

/** Counts the outcomes by kind. */
export function summarize(parts: Predicted, disagreements: readonly Disagreement[]): Summary {
  const { alone, together, matrices, expectations, trials } = parts;
  const listeners = together.flatMap((t) => t.listeners);
  return {
    alone: countsOf(distinct(alone.map((a) => a.outcome))),
    together: countsOf(distinct(listeners.map((l) => l.outcome))),
    pairs: { ...countsOf(matrices.flatMap((m) => pairKinds(m))), ...inferredOf(matrices) },
    expectations: byStatus(expectations),
    trials: byStatus(trials),
    disagreements: disagreements.reduce((n, d) => n + d.count, 0),
    ...exhaustionOf(parts),
    ...unseenOf(listeners),
    ...deniedOf(parts),
    unknown:
      count([...alone, ...listeners], (one) => one.predicted.kind === 'unknown') +
      count(
        trials.flatMap((t) => t.steps),
        (step) => step.predicted.some((forecast) => forecast.kind === 'unknown'),
      ) +
      matrices.reduce((n, m) => n + unknownPairs(m), 0),
  };
}

/** Counts the pairs that were not tried. */
function inferredOf(matrices: readonly MatrixReport[]): Pick<Counts, 'inferred'> {
  const inferred = matrices.reduce((n, { sample }) => n + (sample?.inferred ?? 0), 0);
  return inferred === 0 ? {} : { inferred };
}

/** Counts what was refused as only a policy refuses; pairs whose holder was refused so are not counted again. */
function deniedOf({ alone, together, matrices, trials }: Predicted): Pick<Summary, 'denied'> {
  const ends = [...alone, ...together.flatMap((t) => t.listeners)];
  const denied =
    count(ends, ({ predicted, outcome }) => isDenied(predicted, outcome)) +
    matrices.reduce((n, matrix) => n + deniedPairs(matrix), 0) +
    count(
      trials.flatMap((t) => t.steps),
      ({ predicted, observed, met }) => !met && isStepDenied(predicted, observed),
    );
  return denied === 0 ? {} : { denied };
}

const deniedPairs = (matrix: MatrixReport): number =>
  pairKinds(matrix).reduce(
    (n, { outcome, predicted, count: times }) =>
      n + (isRefusal(outcome) && predicted !== undefined && isDenied(predicted, outcome) ? times : 0),
    0,
  );

/** Counts the addresses at which an answer was expected and not seen. */
function unseenOf(listeners: readonly ListenerReport[]): Pick<Summary, 'unseen'> {
  const unseen = count(listeners, (listener) => listener.unseen !== undefined);
  return unseen === 0 ? {} : { unseen };
}

/** Each outcome with its number: there are few of them, however many listeners. */
function distinct<T>(outcomes: readonly T[]): Counted<T>[] {
  const counts = new Map<T, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, times]) => ({ outcome, count: times }));
}

/** Counts how often a resource ran out, by errno. */
function exhaustionOf({ alone, together, matrices, expectations, trials }: Predicted): Pick<Summary, 'exhausted'> {
  const all: Counted<Outcome | StepOutcome>[] = [
    ...distinct(alone.map((a) => a.outcome)),
    ...together.flatMap((t) => distinct(t.listeners.flatMap((l) => [l.outcome, l.reached]))),
    ...matrices.flatMap((m) => pairKinds(m)),
    ...distinct(trials.flatMap((t) => t.steps).map((step) => step.observed)),
    // An expectation has each distinct outcome once, without its number.
    ...distinct(expectations.flatMap((e) => e.observed)),
  ];
  const exhausted: Record<string, number> = {};
  for (const { outcome, count: times } of all)
    if ('errno' in outcome && isExhaustedErrno(outcome.errno) && times > 0)
      exhausted[outcome.errno] = (exhausted[outcome.errno] ?? 0) + times;
  return Object.keys(exhausted).length === 0 ? {} : { exhausted };
}

function countsOf(counted: readonly Counted<Outcome>[]): Counts {
  const sum = (test: (outcome: Outcome) => boolean): number =>
    counted.reduce((n, c) => n + (test(c.outcome) ? c.count : 0), 0);
  const good = sum(({ kind }) => kind === 'ok');
  const skipped = sum(({ kind }) => kind === 'skipped' || kind === 'unknown');
  return { ok: good, failed: sum(() => true) - good - skipped, skipped };
}

const unknownPairs = (matrix: MatrixReport): number =>
  pairKinds(matrix).reduce((n, { predicted, count: times }) => n + (predicted?.kind === 'unknown' ? times : 0), 0);

function byStatus(reports: readonly { readonly status: Status }[]): Readonly<Record<Status, number>> {
  const of = (status: Status): number => count(reports, (r) => r.status === status);
  return { met: of('met'), unmet: of('unmet'), inconclusive: of('inconclusive'), skipped: of('skipped') };
}

const count = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length;
