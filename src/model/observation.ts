import type { Address } from './address.ts';
import type { Grid } from './grid.ts';
import type { Listener } from './listener.ts';
import type { Outcome, SkipReason } from './outcome.ts';
import type { ForeseenPairs } from './pair-classes.ts';
import type { Combination, ExpectationPlan, TogetherPlan } from './plan.ts';
import type { MatrixSample } from './sample.ts';
import type { Timing } from './timing.ts';

/** What the kernel did with a listener by itself. */
export interface AloneObservation {
  /** What was asked for. */
  readonly combination: Combination;
  /** What was tried: on a port in use without the options that `harmless` takes away. */
  readonly listener: Listener;
  readonly outcome: Outcome;
  /** False if only bind(2) was tried. */
  readonly listened: boolean;
  /** The number of clients from remote hosts that were reset meanwhile; absent: none. */
  readonly remotePeers?: number;
}

export interface ListenerObservation {
  readonly address: Address;
  readonly outcome: Outcome;
  /** The listener that a local client reached at `address`; null if none answered. */
  readonly answers: Address | null;
  /** `ok`, or why the client reached nobody. */
  readonly reached: Outcome;
}

export interface TogetherObservation {
  readonly combination: Combination;
  readonly plan: TogetherPlan;
  readonly listeners: readonly ListenerObservation[];
  readonly skipped?: SkipReason;
  readonly remotePeers: number;
}

export interface MatrixObservation {
  readonly combination: Combination;
  readonly addresses: readonly Address[];
  readonly cells: Grid<Outcome>;
  /** What the rules of this host say of the pairs, where that was worked out to draw a sample. */
  readonly foreseen?: Pick<ForeseenPairs, 'outcomes' | 'rules'>;
  /** Where not every pair was tried. */
  readonly sample?: MatrixSample;
  readonly skipped?: SkipReason;
  readonly remotePeers: number;
}

/** The number of times that an outcome was observed, and where it was first. */
export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly count: number;
  readonly first: { readonly holder?: Address; readonly address: Address };
}

export interface ExpectationObservation extends Partial<Timing> {
  readonly plan: ExpectationPlan;
  /** Each distinct outcome once. */
  readonly counts: readonly OutcomeCount[];
  readonly remotePeers?: number;
}

export interface Observations {
  readonly alone: readonly AloneObservation[];
  readonly together: readonly TogetherObservation[];
  readonly matrices: readonly MatrixObservation[];
  readonly expectations: readonly ExpectationObservation[];
}
