import { type Protocol, sameAddress } from '../model/address.ts';
import { isDenied } from '../model/denied.ts';
import type { Claim, Disagreement } from '../model/disagreement.ts';
import { isExhausted } from '../model/outcome.ts';
import { combinationOf } from '../model/plan.ts';
import type { ListenerReport, TogetherReport } from '../model/report.ts';
import { answersClaim, contradicts, fold, isAddress, outcomeClaim } from './claims.ts';
import { meetsNone } from './unseen.ts';

/**
 * Finds where listeners that were started together differ from the rules: in the outcome of one, or in the listener
 * that a client reached. If a resource ran out for one of them, or a policy refused it, the others prove nothing.
 */
export function togetherDisagreements(together: TogetherReport): Disagreement[] {
  if (together.listeners.some((l) => isExhausted(l.outcome) || isDenied(l.predicted, l.outcome))) return [];
  return fold(
    together.listeners.flatMap((listener) => [...inOutcome(together, listener), ...inAnswer(together, listener)]),
  );
}

const placeOf = (together: TogetherReport) => ({
  combination: combinationOf(together),
  family: together.family,
  order: together.order,
});

function inOutcome(together: TogetherReport, listener: ListenerReport): Disagreement[] {
  const { address, predicted, outcome, rule } = listener;
  if (!contradicts(predicted, outcome)) return [];
  return [
    {
      place: { kind: 'together', ...placeOf(together), address },
      predicted: outcomeClaim(predicted),
      observed: outcomeClaim(outcome),
      rule,
      count: 1,
    },
  ];
}

function inAnswer(together: TogetherReport, listener: ListenerReport): Disagreement[] {
  const observed = unexpectedAnswer(listener, together.protocol);
  if (observed === undefined) return [];
  const { address, predictedAnswers, rule } = listener;
  return [
    {
      place: { kind: 'answer', ...placeOf(together), address },
      predicted: answersClaim(predictedAnswers),
      observed,
      rule,
      count: 1,
    },
  ];
}

/** Which listener answered, or that none did, if the rules do not predict it; undefined if they do, or it was not seen. */
function unexpectedAnswer(listener: ListenerReport, protocol: Protocol): Claim | undefined {
  const { answers, predictedAnswers, unseen } = listener;
  if (answers !== null)
    return predictedAnswers.some((p) => isAddress(p) && sameAddress(p, answers)) ? undefined : answersClaim([answers]);
  return unseen === undefined && meetsNone(listener, protocol) ? answersClaim([]) : undefined;
}
