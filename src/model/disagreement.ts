import type { Address } from './address.ts';
import type { Listener } from './listener.ts';
import type { Outcome } from './outcome.ts';
import type { Combination, Order, TogetherFamily } from './plan.ts';
import type { StepForecast, StepOutcome } from './step-outcome.ts';

/** Who may answer a client: one of the listeners, by its address, or a socket of another process. */
export type Responder = Address | 'another socket';

/** One of the listeners that were started together. */
interface TogetherPlace {
  readonly combination: Combination;
  readonly family: TogetherFamily;
  readonly order: Order;
  readonly address: Address;
}

/** The place of a disagreement. */
export type DisagreementPlace =
  | { readonly kind: 'alone'; readonly listener: Listener }
  | ({ readonly kind: 'together' } & TogetherPlace)
  /** Which listener a client of the address reached. */
  | ({ readonly kind: 'answer' } & TogetherPlace)
  | { readonly kind: 'pair'; readonly combination: Combination; readonly holder: Address; readonly newcomer: Address }
  /** Step `number`, from 1. */
  | {
      readonly kind: 'step';
      readonly trial: string;
      readonly number: number;
      readonly op: string;
      readonly socket: string | null;
    };

/** What was predicted, or observed, at a place. */
export type Claim =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'answers'; readonly responders: readonly Responder[] }
  | { readonly kind: 'step'; readonly outcomes: readonly (StepOutcome | StepForecast)[] };

/** A place where rule and kernel differ. */
export interface Disagreement {
  readonly place: DisagreementPlace;
  readonly predicted: Claim;
  readonly observed: Claim;
  readonly rule: string;
  /** The number of equal disagreements that this one stands for. */
  readonly count: number;
}
