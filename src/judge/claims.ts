import { type Address, formatAddress } from '../model/address.ts';
import { isForbidden } from '../model/denied.ts';
import type { Claim, Disagreement, Responder } from '../model/disagreement.ts';
import { formatPrediction, isExhausted, type Outcome, sameOutcome } from '../model/outcome.ts';
import { formatStep } from '../model/step-outcome.ts';

export const outcomeClaim = (outcome: Outcome): Claim => ({ kind: 'outcome', outcome });

export const answersClaim = (responders: readonly Responder[]): Claim => ({ kind: 'answers', responders });

/**
 * Whether an observation contradicts a prediction. `unknown` is no prediction; what was skipped, or what was refused
 * because a resource ran out or by a policy, is no observation of the rules.
 */
export const contradicts = (predicted: Outcome, observed: Outcome): boolean =>
  predicted.kind !== 'unknown' &&
  observed.kind !== 'skipped' &&
  observed.kind !== 'unknown' &&
  !isExhausted(observed) &&
  !isForbidden(observed) &&
  !sameOutcome(predicted, observed);

/** Replaces equal disagreements by one, with their number; its place is that of the first. */
export function fold(all: readonly Disagreement[]): Disagreement[] {
  const kinds = new Map<string, Disagreement>();
  for (const one of all) {
    const key = [claimKey(one.predicted), claimKey(one.observed), one.rule].join(' ');
    const known = kinds.get(key);
    kinds.set(key, known === undefined ? one : { ...known, count: known.count + one.count });
  }
  return [...kinds.values()];
}

function claimKey(claim: Claim): string {
  switch (claim.kind) {
    case 'outcome':
      return formatPrediction(claim.outcome);
    case 'answers':
      return `answers ${claim.responders.map(responderKey).join(',')}`;
    case 'step':
      return `step ${claim.outcomes.map(formatStep).join(',')}`;
  }
}

const responderKey = (responder: Responder): string => (isAddress(responder) ? formatAddress(responder) : responder);

/** Whether it is one of the listeners, and not a socket of another process. */
export const isAddress = (responder: Responder): responder is Address => typeof responder !== 'string';
