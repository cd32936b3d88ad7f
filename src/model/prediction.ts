import type { Outcome } from './outcome.ts';
import type { StepForecast } from './step-outcome.ts';

/** What the rules foresee of one listener. */
export interface Prediction {
  readonly outcome: Outcome;
  /** The id of the rule it rests on, such as `linux.no-overlap`; empty where there is none. */
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}

/** What the rules foresee of one step of a trial. */
export interface StepPrediction {
  /** More than one where chance decides; `unknown` alone where nothing can be known. */
  readonly outcomes: readonly StepForecast[];
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}
