import type { Outcome } from './outcome.ts';
import type { StepForecast } from './step-outcome.ts';

/** What the rules predict of one listener. */
export interface Prediction {
  readonly outcome: Outcome;
  /** The id of the rule that decided, such as `linux.no-overlap`; empty if there is none. */
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}

/** What the rules predict of one step of a trial. */
export interface StepPrediction {
  /** Several if chance decides; only `unknown` if nothing can be known. */
  readonly outcomes: readonly StepForecast[];
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}
