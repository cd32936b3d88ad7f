import type { BesidePrediction } from '../model/beside.ts';
import { type Outcome, sameOutcome } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import type { Foresight } from './foresight.ts';

/** The rules of another system, and what it is asked where a combination was tried here. */
export interface Other {
  readonly foresight: Foresight;
  readonly combinationFor: (tried: Combination) => Combination;
}

/** What another system says, beside what was seen here. */
export const besidePrediction = (measured: Outcome, outcome: Outcome, rule: string, why: string): BesidePrediction => ({
  outcome,
  rule,
  why,
  differs: isTold(measured) && isTold(outcome) && !sameOutcome(measured, outcome),
});

/** Whether it was tried, or is known. */
const isTold = ({ kind }: Outcome): boolean => kind !== 'unknown' && kind !== 'skipped';
