import type { Address, Family, Protocol } from './address.ts';
import type { Expectation, Show } from './experiment.ts';
import type { LocalAddress } from './host.ts';
import type { ReusePair, Sequence, V6only } from './options.ts';

/** One combination of the axes: what all trials of it have in common. */
export interface Combination {
  readonly protocol: Protocol;
  readonly port: number;
  readonly reuse: ReusePair;
  readonly v6only: V6only;
  readonly sequence: Sequence;
}

export type Order = 'any-first' | 'any-last';

/** All listeners of one family, in order, at once. */
export interface TogetherPlan {
  readonly family: Family;
  readonly order: Order;
  readonly addresses: readonly Address[];
  /** Whether a client may visit each address: a packet to one that is not local by now would leave the host. */
  readonly visits: readonly boolean[];
}

/** What may be done to a port that somebody else's socket holds. */
export type Caution =
  /** nobody holds it: everything */
  | 'free'
  /** held: bind only, closed at once, without SO_REUSEPORT (UDP: without both) */
  | 'held'
  /** held, and --live: everything but what would take a part of the holder's traffic */
  | 'live';

/** An expectation against real addresses: every pair is tried. */
export interface ExpectationPlan {
  readonly expectation: Expectation;
  /** Empty: `address` alone. */
  readonly holders: readonly Address[];
  readonly addresses: readonly Address[];
  readonly caution: Caution;
}

/** What is done under one combination of the axes. */
export interface CombinationPlan extends Combination {
  readonly caution: Caution;
  readonly show: readonly Show[];
  readonly together: readonly TogetherPlan[];
}

/** All there is to do. A matrix is its addresses: the pairs are walked, never stored. */
export interface Plan {
  /** ANY first, then the specific ones, IPv4 before IPv6. */
  readonly addresses: readonly Address[];
  /** What the host knows of each specific address of `addresses`. */
  readonly local: readonly LocalAddress[];
  readonly combinations: readonly CombinationPlan[];
  readonly expectations: readonly ExpectationPlan[];
}
