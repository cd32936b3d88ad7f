import type { Address, Protocol } from './address.ts';
import type { Grid } from './grid.ts';
import type { Reuse, V6only } from './options.ts';
import type { Cell, Outcome } from './outcome.ts';
import type { Combination, ExpectationPlan, TogetherPlan } from './plan.ts';

/** What the kernel did, before any rule has looked at it. */
export interface AloneObservation {
  readonly protocol: Protocol;
  readonly port: number;
  readonly reuse: Reuse;
  readonly v6only: V6only;
  readonly address: Address;
  readonly outcome: Cell;
  /** False where bind(2) alone was tried. */
  readonly listened: boolean;
  /** Who came from elsewhere meanwhile and was turned away; absent: nobody. */
  readonly remotePeers?: number;
}

export interface ListenerObservation {
  readonly address: Address;
  readonly outcome: Outcome;
  /** The listener that a local client met at `address`; null where none answered. */
  readonly answers: Address | null;
  /** `ok`, or why the client met nobody. */
  readonly reached: string;
}

export interface TogetherObservation {
  readonly combination: Combination;
  readonly plan: TogetherPlan;
  readonly listeners: readonly ListenerObservation[];
  readonly skipped?: string;
  readonly remotePeers: number;
}

export interface MatrixObservation {
  readonly combination: Combination;
  readonly addresses: readonly Address[];
  readonly cells: Grid;
  readonly skipped?: string;
  readonly remotePeers: number;
}

/** How often one outcome was seen, and where first. */
export interface OutcomeCount {
  readonly cell: Cell;
  readonly count: number;
  readonly first: { readonly holder?: Address; readonly address: Address };
}

export interface ExpectationObservation {
  readonly plan: ExpectationPlan;
  readonly tallies: readonly OutcomeCount[];
  readonly remotePeers?: number;
}

export interface Observations {
  readonly alone: readonly AloneObservation[];
  readonly together: readonly TogetherObservation[];
  readonly matrices: readonly MatrixObservation[];
  readonly expectations: readonly ExpectationObservation[];
}
