import { harmless } from '../model/caution.ts';
import type { Listener } from '../model/listener.ts';
import { reuseOf } from '../model/options.ts';
import { type CallOutcome, isExhausted, type Outcome, sameOutcome } from '../model/outcome.ts';
import type { BindTrial } from '../model/why.ts';
import { type Hypothesis, predictHypothesis } from './hypothesis.ts';

/** Binds a listener, closes it at once, and gives the outcome. Null where nothing may be tried. */
export type Trier = ((listener: Listener) => CallOutcome) | null;

/** Tries the listener, without the options that could take a part of a holder's traffic. */
export function tryListener(hypothesis: Hypothesis, trier: NonNullable<Trier>): BindTrial {
  const listener = harmless(hypothesis.listener);
  const outcome = trier(listener);
  const predicted = predictHypothesis({ ...hypothesis, listener }).outcome;
  const agrees = predicted.kind === 'unknown' || sameOutcome(predicted, outcome) || isExhausted(outcome);
  return { listener, outcome, predicted, agrees };
}

/**
 * What the kernel says of the listener: its answer to just this, or to fewer options where it allowed those; undefined
 * where it was not asked, or where the answer says nothing of it.
 */
function verdictOfTrial(asked: Listener, trial: Pick<BindTrial, 'listener' | 'outcome'>): CallOutcome | undefined {
  if (isExhausted(trial.outcome)) return undefined;
  const isSame = reuseOf(trial.listener.options) === reuseOf(asked.options);
  return trial.outcome.kind === 'ok' || isSame ? trial.outcome : undefined;
}

/** What trying the listener says of it; undefined where that is nothing. */
export function prove(listener: Listener, trier: Trier): CallOutcome | undefined {
  if (trier === null) return undefined;
  const tried = harmless(listener);
  return verdictOfTrial(listener, { listener: tried, outcome: trier(tried) });
}

/** The kernel's word where it has one, else the rules'. */
export const decide = (asked: Listener, predicted: Outcome, trial: BindTrial | null): Outcome =>
  (trial === null ? undefined : verdictOfTrial(asked, trial)) ?? predicted;
