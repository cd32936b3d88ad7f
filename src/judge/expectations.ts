import { isDenied, isForbidden } from '../model/denied.ts';
import { type Expectation, placeOf } from '../model/experiment.ts';
import type { ExpectationObservation, OutcomeCount } from '../model/observation.ts';
import { isExhausted, outcomeMatches } from '../model/outcome.ts';
import { listenerAt } from '../model/plan.ts';
import type { ExpectationReport, Status } from '../model/report.ts';
import { timingOf } from '../model/timing.ts';
import { inconclusiveReason } from './inconclusive.ts';
import type { Reasoned, Reasoner } from './reasons.ts';

/**
 * Judges an expectation. A pair whose holder did not start, or that was not tried, proves nothing: it makes the
 * expectation inconclusive, unless another pair is unmet; so does a refusal by a policy.
 */
export function judgeExpectation(
  { plan, counts, remotePeers, ...timing }: ExpectationObservation,
  reasoner: Reasoner,
): ExpectationReport {
  const { expectation } = plan;
  const others = counts.filter(({ outcome }) => !expectation.expect.some((e) => outcomeMatches(outcome, e)));
  const isUndecided = (one: OutcomeCount): boolean =>
    provesNothing(one) ||
    (isForbidden(one.outcome) && isDenied(reasonedOf(expectation, one, reasoner).predicted, one.outcome));
  const undecided = others.filter(isUndecided);
  const unmet = others.filter((one) => !isUndecided(one));
  const decisive = unmet[0] ?? undecided[0];
  const tried = sum(counts);
  return {
    id: expectation.id,
    ...placeOf(expectation.source),
    ...timingOf(timing),
    expectation: expectation.written,
    observed: counts.map((one) => one.outcome),
    status: statusOf(tried, unmet, undecided),
    ...(remotePeers === undefined ? {} : { remotePeers }),
    tried,
    unmet: sum(unmet),
    ...(decisive === undefined ? {} : { example: { ...decisive.first, observed: decisive.outcome } }),
    ...(unmet.length > 0 ? {} : inconclusiveReason(expectation, tried, undecided[0])),
    ...(unmet[0] === undefined ? {} : { because: reasonedOf(expectation, unmet[0], reasoner) }),
  };
}

/**
 * Whether an outcome neither meets nor breaks an expectation. It is unknown only if rules were asked instead of a
 * kernel.
 */
const provesNothing = ({ outcome }: OutcomeCount): boolean =>
  outcome.kind === 'holder-refused' || outcome.kind === 'skipped' || outcome.kind === 'unknown' || isExhausted(outcome);

function statusOf(tried: number, unmet: readonly OutcomeCount[], undecided: readonly OutcomeCount[]): Status {
  if (unmet.length > 0) return 'unmet';
  return undecided.length > 0 || tried === 0 ? 'inconclusive' : 'met';
}

/** What the rules say of the first outcome that was not expected. */
function reasonedOf(expectation: Expectation, { first }: OutcomeCount, reasoner: Reasoner): Reasoned {
  return first.holder === undefined
    ? reasoner.alone(listenerAt(expectation, 'newcomer', first.address))
    : reasoner.pair(expectation, first.holder, first.address);
}

const sum = (counts: readonly OutcomeCount[]): number => counts.reduce((n, one) => n + one.count, 0);
