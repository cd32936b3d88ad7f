import type { Address } from './address.ts';
import type { AddressKind } from './address-kind.ts';
import type { Responder } from './disagreement.ts';
import type { Outcome } from './outcome.ts';
import type { Combination, Order, TogetherFamily } from './plan.ts';
import type { PredictedSystem } from './report.ts';

/**
 * How the sockets of another system differ from those that are tried here. `exclusive`: all of them set SO_EXCLUSIVEADDRUSE
 * of Windows instead of a reuse option. `other-user`: the newcomer belongs to another account.
 */
export type BesideVariant = 'exclusive' | 'other-user';
export const BESIDE_VARIANTS: readonly BesideVariant[] = ['exclusive', 'other-user'];

/** A system whose rules stand beside what was tried. */
export interface BesideSystem extends PredictedSystem {
  readonly variants: readonly BesideVariant[];
}

/** What the rules of a system say of a pair, or of a listener among others. */
export interface BesidePrediction {
  readonly outcome: Outcome;
  /** The rule behind it; empty where it is unknown. */
  readonly rule: string;
  readonly why: string;
  /** Both are known, and they are not the same. */
  readonly differs: boolean;
}

/** Ordered pairs of one kind that come out alike here and in each system. */
export interface BesidePairs {
  readonly holder: AddressKind;
  readonly newcomer: AddressKind;
  /** Both sockets ask for one address. */
  readonly same: boolean;
  readonly count: number;
  /** The first of them. */
  readonly first: readonly [holder: Address, newcomer: Address];
  /** On this kernel. */
  readonly measured: Outcome;
  /** In the order of the systems. */
  readonly predicted: readonly BesidePrediction[];
}

/** What became of a listener among others, and who answers a local client there. */
export interface BesideStart<Answers> {
  readonly outcome: Outcome;
  /** Absent: no client was sent, or it is unknown; empty: nobody answers. */
  readonly answers?: Answers;
}

/** Listeners of one kind that go alike here and in each system, when all of a family are started in one order. */
export interface BesideStarts {
  readonly family: TogetherFamily;
  readonly order: Order;
  readonly kind: AddressKind;
  readonly count: number;
  readonly first: Address;
  readonly measured: BesideStart<readonly Responder[]>;
  readonly predicted: readonly (BesidePrediction & BesideStart<readonly Responder[]>)[];
}

/** One combination of the axes. */
export interface BesideCombination extends Combination {
  readonly pairs: readonly BesidePairs[];
  readonly starts: readonly BesideStarts[];
}

/** What this kernel did, and beside it what the rules of other systems say of the same sockets. */
export interface Beside {
  readonly systems: readonly BesideSystem[];
  readonly combinations: readonly BesideCombination[];
}
