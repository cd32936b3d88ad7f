import { type CallOutcome, isExhaustedErrno, type Ok, type Refused, type Unknown } from './outcome.ts';

/**
 * What a step that succeeded saw instead of what it expects: `address=A`, `port=N` or both with a blank,
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

/** What one step of a trial came to. A refusal may be of a call before the step's own: socket(2), setsockopt(2). */
export type StepOutcome = CallOutcome | Differs | NotTried;

/** What the rules foresee of one step. */
export type StepForecast = Ok | Refused | Differs | Unknown;

/**
 * As `expect` of a step is written and the report has it: `ok`, a bare errno, what was seen, `not tried`, `unknown`.
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

/** Whether two came to the same thing: the same call refused with the same errno, or the same seen. */
export const sameStep = (a: StepOutcome | StepForecast, b: StepOutcome | StepForecast): boolean =>
  a === b ||
  (a.kind === b.kind &&
    formatStep(a) === formatStep(b) &&
    (a.kind !== 'refused' || b.kind !== 'refused' || a.call === b.call));

/** Whether a step came to one of what it expects: `ok` or bare errnos. */
export const stepMeets = (outcome: StepOutcome, expected: readonly string[]): boolean =>
  expected.includes(formatStep(outcome));

/** Whether a resource ran out, so that neither this step nor those after it prove anything. */
export const isStepExhausted = (outcome: StepOutcome): outcome is Refused =>
  outcome.kind === 'refused' && isExhaustedErrno(outcome.errno);
