import { type CallOutcome, isExhaustedErrno, type Ok, type Refused, type Unknown } from './outcome.ts';

/**
 * What a step that succeeded observed instead of what it expects: `address=A`, `port=N` or both with a blank,
 * `received by A,B`, `state=S,T`, `bytes=N`, names in alphabetical order; `queued before on A` where a deliver found
 * something that was there already.
 */
export interface Differs {
  readonly kind: 'differs';
  readonly seen: string;
}

/**
 * A step that could not be tried, or that proves nothing: a `$NAME` that no step saved, a state that is not shown here.
 */
export interface NotTried {
  readonly kind: 'not-tried';
  readonly reason: string;
}

/** The outcome of one step. The refused call may come before that of the step: socket(2), setsockopt(2). */
export type StepOutcome = CallOutcome | Differs | NotTried;

/** What the rules predict of one step. */
export type StepForecast = Ok | Refused | Differs | Unknown;

/**
 * Formats the outcome of a step as `expect` and the report have it: `ok`, a bare errno, what was observed, `not tried`,
 * `unknown`.
 */
export function formatStep(outcome: StepOutcome | StepForecast): string {
  switch (outcome.kind) {
    case 'ok':
      return 'ok';
    case 'refused':
      return outcome.errno;
    case 'differs':
      return outcome.seen;
    case 'not-tried':
      return 'not tried';
    case 'unknown':
      return 'unknown';
  }
}

/** Whether two outcomes are the same: the same call refused with the same errno, or the same observed. */
export const sameStep = (a: StepOutcome | StepForecast, b: StepOutcome | StepForecast): boolean =>
  a === b ||
  (a.kind === b.kind &&
    formatStep(a) === formatStep(b) &&
    (a.kind !== 'refused' || b.kind !== 'refused' || a.call === b.call));

/** Whether an outcome is one that the step expects: `ok`, or a bare errno of any call. */
export const stepMeets = (outcome: StepOutcome, expected: readonly string[]): boolean =>
  expected.includes(formatStep(outcome));

/** Whether a resource ran out, so that neither this step nor those after it prove anything. */
export const isStepExhausted = (outcome: StepOutcome): outcome is Refused =>
  outcome.kind === 'refused' && isExhaustedErrno(outcome.errno);
