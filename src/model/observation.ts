import type { Address } from './address.ts';
import type { Grid } from './grid.ts';
import type { Listener } from './listener.ts';
import type { Outcome, SkipReason } from './outcome.ts';
import type { Combination, ExpectationPlan, TogetherPlan } from './plan.ts';

/** What the kernel did, before any rule has looked at it. */
export interface AloneObservation {
  /** What was asked for. */
  readonly combination: Combination;
  /** What was tried: on a port in use that is less than was asked for. */
  readonly listener: Listener;
  readonly outcome: Outcome;
  /** False where bind(2) alone was tried. */
  readonly listened: boolean;
  /** Clients from remote hosts that were reset meanwhile; absent: none. */
  readonly remotePeers?: number;
}

export interface ListenerObservation {
  readonly address: Address;
  readonly outcome: Outcome;
  /** The listener that a local client met at `address`; null where none answered. */
  readonly answers: Address | null;
  /** `ok`, or why the client met nobody. */
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
  readonly skipped?: SkipReason;
  readonly remotePeers: number;
}

/** How often one outcome was seen, and where first. */
export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly count: number;
  readonly first: { readonly holder?: Address; readonly address: Address };
}

export interface ExpectationObservation {
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
