import {
  type Call,
  holderRefused,
  OK,
  type Outcome,
  refused,
  type SkipReason,
  skipped,
  UNKNOWN,
} from '../../src/model/outcome.ts';

/** The outcome that `formatOutcome` writes so: for tests that are easier to read with texts. */
export function outcomeFrom(text: string): Outcome {
  const [first = '', second = '', third = ''] = text.split(':');
  if (text === 'ok') return OK;
  if (text === 'unknown' || text === 'skipped:unknown') return UNKNOWN;
  if (first === 'skipped') return skipped(second as SkipReason);
  return first === 'holder' ? holderRefused(refused(second as Call, third)) : refused(first as Call, second);
}
