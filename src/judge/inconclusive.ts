import { harmless } from '../model/caution.ts';
import { deniedText } from '../model/denied.ts';
import { exhaustedText } from '../model/exhausted.ts';
import type { Expectation } from '../model/experiment.ts';
import type { OutcomeCount } from '../model/observation.ts';
import { formatOutcome, isExhaustedErrno, refused } from '../model/outcome.ts';
import { listenerAt } from '../model/plan.ts';

/** Why an expectation is neither met nor unmet: the first outcome that proves nothing decides. */
export function inconclusiveReason(
  expectation: Expectation,
  tried: number,
  undecided: OutcomeCount | undefined,
): { reason?: string } {
  if (tried === 0) return { reason: 'no address of this host matches' };
  return undecided === undefined ? {} : { reason: reasonOf(expectation, undecided) };
}

function reasonOf(expectation: Expectation, { outcome, first }: OutcomeCount): string {
  if ('errno' in outcome && isExhaustedErrno(outcome.errno)) return exhaustedText(outcome.errno);
  if (outcome.kind === 'holder-refused')
    return `the holder did not start: ${formatOutcome(refused(outcome.call, outcome.errno))}`;
  if (outcome.kind === 'refused') return deniedText(outcome.errno);
  if (outcome.kind !== 'skipped') return 'the rules cannot tell';
  const left = first.holder === undefined ? leftOut(expectation, first) : 'no pair was tried';
  return `the port is in use by another process: ${left}`;
}

/** Names the options that are not set on a port in use. */
function leftOut(expectation: Expectation, { address }: OutcomeCount['first']): string {
  const { options } = listenerAt(expectation, 'newcomer', address);
  const kept = harmless(listenerAt(expectation, 'newcomer', address)).options;
  const names = [
    ...(options.reuseaddr === true && kept.reuseaddr !== true ? ['SO_REUSEADDR'] : []),
    ...(options.reuseport === true && kept.reuseport !== true ? ['SO_REUSEPORT'] : []),
  ];
  return `${names.join(' and ')} ${names.length > 1 ? 'were' : 'was'} not tried`;
}
