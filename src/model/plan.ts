import { type Address, ANY, type Family, type Protocol } from './address.ts';
import { type AxisValues, axesOf, axisOptions, type Role } from './axes.ts';
import type { Caution } from './caution.ts';
import type { Expectation, Show } from './experiment.ts';
import type { Listener } from './listener.ts';
import type { ListenerOptions } from './options.ts';
import type { SamplePlan } from './sample.ts';

/** One combination of protocol, port and the axes: what all its sockets have in common. */
export interface Combination extends AxisValues {
  readonly protocol: Protocol;
  readonly port: number;
}

/** Of each object once: thousands of listeners are found under one combination. */
const COMBINATIONS = new WeakMap<Combination, Combination>();

/** Takes the combination from something that was planned or found under it. */
export function combinationOf(found: Combination): Combination {
  const combination = COMBINATIONS.get(found) ?? { protocol: found.protocol, port: found.port, ...axesOf(found) };
  for (const one of [found, combination]) COMBINATIONS.set(one, combination);
  return combination;
}

/** The listener that a combination starts at an address. */
export const listenerAt = (combination: Combination, role: Role, address: Address): Listener => ({
  protocol: combination.protocol,
  address,
  port: combination.port,
  options: optionsOf(combination, role, address.family),
});

/** Of each combination once: its listeners at thousands of addresses set the same options. */
const OPTIONS = new WeakMap<Combination, Record<Role, Partial<Record<Family, ListenerOptions>>>>();

function optionsOf(combination: Combination, role: Role, family: Family): ListenerOptions {
  const known = OPTIONS.get(combination) ?? { holder: {}, newcomer: {} };
  OPTIONS.set(combination, known);
  known[role][family] ??= axisOptions(combination, role, family);
  return known[role][family];
}

const NEWCOMER_KEYS = new WeakMap<Combination, string>();

/**
 * A text that is the same for combinations whose newcomers set the same options. A socket by itself has no holder and
 * no order of calls, so these are one combination to it.
 */
export function newcomerKey(combination: Combination): string {
  const key =
    NEWCOMER_KEYS.get(combination) ??
    JSON.stringify([ANY.inet, ANY.inet6].map((any) => listenerAt(combination, 'newcomer', any)));
  NEWCOMER_KEYS.set(combination, key);
  return key;
}

/** `any6-first`, only of both families: `::` before 0.0.0.0, and each IPv6 address before those of IPv4. */
export type Order = 'any-first' | 'any-last' | 'any6-first';

/** One family by itself, or both at once. */
export type TogetherFamily = Family | 'both';

/**
 * All listeners of one family, or of both, started in order and kept open. The first is the holder, the others are
 * newcomers.
 */
export interface TogetherPlan {
  readonly family: TogetherFamily;
  readonly order: Order;
  readonly addresses: readonly Address[];
  /** Whether a client may visit each address: a packet to one that is not local would leave the host. */
  readonly visits: readonly boolean[];
}

/** An expectation with the addresses of this host: every pair is tried. */
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
  /** Which pairs of the matrix are tried; absent: all. */
  readonly sample?: SamplePlan;
}

/** Everything that is tried. The pairs of a matrix are walked and never stored. */
export interface Plan {
  /** ANY first, then the specific ones, IPv4 before IPv6. */
  readonly addresses: readonly Address[];
  readonly combinations: readonly CombinationPlan[];
  readonly expectations: readonly ExpectationPlan[];
}
