import { harmless } from '../model/caution.ts';
import type { Listener } from '../model/listener.ts';
import { reuseOf } from '../model/options.ts';
import {
  type BindOutcome,
  type CallOutcome,
  elsewhereOf,
  isExhausted,
  type Outcome,
  sameOutcome,
} from '../model/outcome.ts';
import type { BindTrial } from '../model/why.ts';
import { type Hypothesis, predictHypothesis } from './hypothesis.ts';

/** Binds a listener, closes it at once, and gives the outcome. Null where nothing may be tried. */
export type Trier = ((listener: Listener) => BindOutcome) | null;

/** Tries the listener, without the options that could take a part of a holder's traffic. */
export function tryListener(hypothesis: Hypothesis, trier: NonNullable<Trier>): BindTrial {
  const listener = harmless(hypothesis.listener);
  const outcome = trier(listener);
  const predicted = predictHypothesis({ ...hypothesis, listener }).outcome;
  const agrees = predicted.kind === 'unknown' || sameOutcome(predicted, outcome) || isExhausted(outcome);
  const elsewhere = elsewhereOf(outcome);
  return { listener, outcome, predicted, agrees, ...(elsewhere === undefined ? {} : { elsewhere }) };
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

/** Whether a bind that was tried shows that the listener works; undefined where it says nothing of it. */
export function prove(listener: Listener, trier: Trier): 'works' | 'fails' | undefined {
  if (trier === null) return undefined;
  const tried = harmless(listener);
  const outcome = trier(tried);
  const verdict = verdictOfTrial(listener, { listener: tried, outcome });
  if (verdict === undefined) return undefined;
  return verdict.kind === 'ok' && elsewhereOf(outcome) === undefined ? 'works' : 'fails';
}

/** The kernel's word where it has one, else the rules'. */
export const decide = (asked: Listener, predicted: Outcome, trial: BindTrial | null): Outcome =>
  (trial === null ? undefined : verdictOfTrial(asked, trial)) ?? predicted;
