import { formatAddress } from '../model/address.ts';
import type { Expectation } from '../model/experiment.ts';
import type { ExpectationObservation, OutcomeCount } from '../model/observation.ts';
import { setsReuseaddr, setsReuseport } from '../model/options.ts';
import { isExhausted, isHolderFailure, isSkipped, outcomeErrno, outcomeMatches, UNKNOWN } from '../model/outcome.ts';
import type { ExpectationReport, Status } from '../model/report.ts';
import type { Reasoned, Reasoner } from './reasons.ts';

/**
 * One expectation against what was seen. A pair whose holder did not start, or that was not tried, proves
 * nothing: inconclusive, unless another pair already broke the expectation.
 */
export function judgeExpectation(
  { plan, tallies, remotePeers }: ExpectationObservation,
  reason: Reasoner,
): ExpectationReport {
  const { expect, written } = plan.expectation;
  const met = (t: OutcomeCount): boolean => expect.some((e) => outcomeMatches(t.cell, e));
  const undecided = tallies.filter((t) => !met(t) && provesNothing(t));
  const unmet = tallies.filter((t) => !met(t) && !undecided.includes(t));
  const decisive = unmet[0] ?? undecided[0];
  const tried = count(tallies);
  return {
    expectation: written,
    observed: tallies.map((t) => t.cell),
    status: statusOf(tried, unmet, undecided),
    ...(remotePeers === undefined ? {} : { remotePeers }),
    tried,
    unmet: count(unmet),
    ...(decisive === undefined ? {} : { example: exampleOf(decisive) }),
    ...reasonOf(plan.expectation, tried, unmet[0], undecided[0]),
    ...(unmet[0] === undefined ? {} : { because: reasonedOf(plan.expectation, unmet[0], reason) }),
  };
}

const provesNothing = (t: OutcomeCount): boolean =>
  isHolderFailure(t.cell) || isSkipped(t.cell) || isExhausted(t.cell) || isUnknown(t);

/** Only where rules were asked instead of a kernel. */
const isUnknown = ({ cell }: OutcomeCount): boolean => cell === UNKNOWN;

function statusOf(tried: number, unmet: readonly OutcomeCount[], undecided: readonly OutcomeCount[]): Status {
  if (unmet.length > 0) return 'unmet';
  return undecided.length > 0 || tried === 0 ? 'inconclusive' : 'met';
}

/** What the rules say of the first that was otherwise than expected. */
function reasonedOf(expectation: Expectation, { first }: OutcomeCount, reason: Reasoner): Reasoned {
  return first.holder === undefined
    ? reason.alone(expectation, first.address)
    : reason.pair(expectation, first.holder, first.address);
}

function reasonOf(
  expectation: Expectation,
  tried: number,
  unmet: OutcomeCount | undefined,
  undecided: OutcomeCount | undefined,
): { reason?: string } {
  if (tried === 0) return { reason: 'it names no address of this host' };
  if (unmet !== undefined || undecided === undefined) return {};
  if (undecided.cell === 'skipped:held')
    return { reason: `somebody else's socket holds the port, so ${leftUndone(expectation, undecided)}` };
  if (isExhausted(undecided.cell)) return { reason: `too little was left to try it: ${outcomeErrno(undecided.cell)}` };
  if (isUnknown(undecided)) return { reason: 'the rules cannot tell' };
  return { reason: `the holder itself did not start: ${undecided.cell.slice('holder:'.length)}` };
}

function leftUndone({ protocol, reuse }: Expectation, { first }: OutcomeCount): string {
  if (first.holder !== undefined) return 'no pair was tried there';
  const options = [
    ...(protocol === 'udp' && setsReuseaddr(reuse.newcomer) ? ['SO_REUSEADDR'] : []),
    ...(setsReuseport(reuse.newcomer) ? ['SO_REUSEPORT'] : []),
  ];
  return `${options.join(' and ')} was not tried there`;
}

function exampleOf({ cell, first }: OutcomeCount): NonNullable<ExpectationReport['example']> {
  const holder = first.holder === undefined ? {} : { holder: formatAddress(first.holder) };
  return { ...holder, address: formatAddress(first.address), observed: cell };
}

const count = (tallies: readonly OutcomeCount[]): number => tallies.reduce((n, t) => n + t.count, 0);
