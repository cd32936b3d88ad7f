import { harmless, yielding } from '../model/caution.ts';
import type { Listener } from '../model/listener.ts';
import { reuseOf, setsReuseaddr } from '../model/options.ts';
import {
  type BindOutcome,
  type CallOutcome,
  elsewhereOf,
  isExhausted,
  type Outcome,
  sameOutcome,
  UNKNOWN,
} from '../model/outcome.ts';
import type { BindTrial } from '../model/why.ts';
import { type Hypothesis, predictHypothesis } from './hypothesis.ts';

/** Binds a listener, closes it at once, and gives the outcome. Null where nothing may be tried. */
export type Trier = ((listener: Listener) => BindOutcome) | null;

/**
 * What is tried of a listener: without the options that could take a part of a holder's traffic; and with SO_REUSEADDR, so
 * that a service which starts at that moment is not refused, unless `exactly`.
 */
const triedAs = (listener: Listener, exactly: boolean): Listener =>
  exactly ? harmless(listener) : yielding(harmless(listener));

/** Tries the listener as far as it may be. */
export function tryListener(hypothesis: Hypothesis, trier: NonNullable<Trier>, exactly: boolean): BindTrial {
  const listener = triedAs(hypothesis.listener, exactly);
  const outcome = trier(listener);
  const predicted = predictHypothesis({ ...hypothesis, listener }).outcome;
  const agrees = predicted.kind === 'unknown' || sameOutcome(predicted, outcome) || isExhausted(outcome);
  const elsewhere = elsewhereOf(outcome);
  return { listener, outcome, predicted, agrees, ...(elsewhere === undefined ? {} : { elsewhere }) };
}

/**
 * What the kernel says of the listener: its answer to just this; to fewer options where it allowed those; to SO_REUSEADDR
 * beside them where it refused even that, or where it allowed that and by the rules, `predicted`, the option does not
 * matter. Undefined where it was not asked, or where the answer says nothing of it.
 */
function verdictOfTrial(
  asked: Listener,
  predicted: Outcome,
  trial: Pick<BindTrial, 'listener' | 'outcome'>,
): CallOutcome | undefined {
  const { outcome } = trial;
  if (isExhausted(outcome)) return undefined;
  const [tried, wanted] = [reuseOf(trial.listener.options), reuseOf(asked.options)];
  if (tried === wanted) return outcome;
  const isMore = setsReuseaddr(tried) && !setsReuseaddr(wanted);
  if (outcome.kind === 'ok') return isMore && predicted.kind !== 'ok' ? undefined : outcome;
  return isMore && wanted === 'none' ? outcome : undefined;
}

/** Whether a bind that was tried shows that the listener works; undefined where it says nothing of it. */
export function prove(
  listener: Listener,
  predicted: Outcome,
  trier: Trier,
  exactly: boolean,
): 'works' | 'fails' | undefined {
  if (trier === null) return undefined;
  const tried = triedAs(listener, exactly);
  const outcome = trier(tried);
  const verdict = verdictOfTrial(listener, predicted, { listener: tried, outcome });
  if (verdict === undefined) return undefined;
  return verdict.kind === 'ok' && elsewhereOf(outcome) === undefined ? 'works' : 'fails';
}

/**
 * The kernel's word where it has one, else the rules'. `unseen`: sockets may be on the port that the rules do not know of, so
 * that without a trial it is not free.
 */
export function decide(asked: Listener, predicted: Outcome, trial: BindTrial | null, unseen: boolean): Outcome {
  const isTried = trial !== null && !isExhausted(trial.outcome);
  if (unseen && !isTried && predicted.kind === 'ok') return UNKNOWN;
  return (trial === null ? undefined : verdictOfTrial(asked, predicted, trial)) ?? predicted;
}
