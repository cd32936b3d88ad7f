import type { Address } from '../model/address.ts';
import type { Responder } from '../model/disagreement.ts';
import type {
  AloneObservation,
  ExpectationObservation,
  ListenerObservation,
  MatrixObservation,
  Observations,
  OutcomeCount,
  TogetherObservation,
} from '../model/observation.ts';
import { formatOutcome, OK, type Outcome, refused, skipped, UNKNOWN } from '../model/outcome.ts';
import {
  type Combination,
  combinationOf,
  type ExpectationPlan,
  listenerAt,
  type Plan,
  type TogetherPlan,
} from '../model/plan.ts';
import { predictListener, predictPair, type RuleEnvironment, type RuleSet } from '../rules/index.ts';
import { isAddress } from './claims.ts';
import type { Foresight } from './foresight.ts';

/** The observations on a kernel that follows the rules exactly. */
export function followRules(plan: Plan, foresight: Foresight): Observations {
  const { rules, env } = foresight;
  const shown = (show: 'alone' | 'together' | 'matrix') => plan.combinations.filter((c) => c.show.includes(show));
  return {
    alone: shown('alone')
      .map(combinationOf)
      .flatMap((c) => plan.addresses.map((address) => followAlone(foresight, c, address))),
    together: shown('together').flatMap((c) => c.together.map((t) => followTogether(foresight, c, t))),
    matrices: shown('matrix').map((c) => followMatrix(foresight, c, plan.addresses)),
    expectations: plan.expectations.map((one) => followExpectation(rules, env, one)),
  };
}

function followAlone(foresight: Foresight, combination: Combination, address: Address): AloneObservation {
  const listener = listenerAt(combination, 'newcomer', address);
  const { outcome } = foresight.listener(listener);
  return { combination, listener, outcome, listened: listener.protocol === 'tcp' };
}

function followTogether(foresight: Foresight, combination: Combination, plan: TogetherPlan): TogetherObservation {
  const predicted = foresight.together(combination, plan.addresses);
  const isKnown = predicted.every(({ prediction }) => prediction.outcome.kind !== 'unknown');
  const listeners = predicted.map(({ prediction, answers, refused: client }, i) => ({
    address: plan.addresses[i] as Address,
    outcome: prediction.outcome,
    ...(client === undefined ? reachedBy(isKnown ? answers : undefined) : { answers: null, reached: client }),
  }));
  return { combination: combinationOf(combination), plan, listeners, remotePeers: 0 };
}

/**
 * The listener that a client reaches; unknown if it is unknown which of them listen, and skipped if chance decides
 * among several.
 */
function reachedBy(answers: readonly Responder[] | undefined): Pick<ListenerObservation, 'answers' | 'reached'> {
  if (answers === undefined) return { answers: null, reached: UNKNOWN };
  if (answers.length > 1) return { answers: null, reached: skipped('chance') };
  const [only] = answers;
  if (only === undefined) return { answers: null, reached: refused('connect', 'ECONNREFUSED') };
  return { answers: isAddress(only) ? only : null, reached: OK };
}

const followMatrix = (
  foresight: Foresight,
  combination: Combination,
  addresses: readonly Address[],
): MatrixObservation => ({
  combination: combinationOf(combination),
  addresses,
  cells: foresight.matrix(combination, addresses).outcomes,
  remotePeers: 0,
});

function followExpectation(rules: RuleSet, env: RuleEnvironment, plan: ExpectationPlan): ExpectationObservation {
  const { expectation, addresses, holders } = plan;
  const one = (outcome: Outcome, first: OutcomeCount['first']): OutcomeCount => ({ outcome, count: 1, first });
  const all =
    holders.length === 0
      ? addresses.map((address) =>
          one(predictListener(rules, env, listenerAt(expectation, 'newcomer', address)).outcome, { address }),
        )
      : holders.flatMap((holder) =>
          addresses.map((address) =>
            one(predictPair(rules, env, expectation, holder, address).outcome, { holder, address }),
          ),
        );
  return { plan, counts: distinct(all) };
}

/** Counts each distinct outcome, with the first place where it was found. */
function distinct(all: readonly OutcomeCount[]): OutcomeCount[] {
  const counts = new Map<string, OutcomeCount>();
  for (const one of all) {
    const key = formatOutcome(one.outcome);
    counts.set(key, { ...one, ...counts.get(key), count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
