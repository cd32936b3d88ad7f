import type { Address } from './address.ts';
import type { KnownSocket } from './evidence.ts';
import type { Listener } from './listener.ts';
import type { CallOutcome, Outcome } from './outcome.ts';
import type { Hindrance } from './visibility.ts';

/**
 * How much of the connections or datagrams of a socket a newcomer beside it would take, of those that the newcomer could
 * get. `copies`: none, but each gets a copy of every multicast or broadcast datagram; `unknown`: an option decides that
 * could not be read.
 */
export type TrafficImpact = 'nothing' | 'part' | 'all' | 'copies' | 'unknown';

/** One change that helps a refused bind. */
export type Remedy =
  | ListenerRemedy
  | { readonly kind: 'stop'; readonly pids: readonly number[] }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'wait-dad' }
  | { readonly kind: 'carrier'; readonly interface: string; readonly link: 'no-carrier' | 'down' }
  | { readonly kind: 'capability'; readonly lacking: Hindrance }
  | { readonly kind: 'sysctl'; readonly name: string; readonly value: string }
  | { readonly kind: 'user'; readonly uid: number }
  | { readonly kind: 'holder-option'; readonly option: 'SO_REUSEADDR' | 'IPV6_V6ONLY'; readonly socket: KnownSocket }
  | { readonly kind: 'add-address'; readonly address: Address };

/** A change of the listener: its address, port or options. */
export interface ListenerRemedy {
  readonly kind: 'address' | 'port' | 'scope' | 'reuse' | 'v6only' | 'freebind' | 'device';
  readonly listener: Listener;
  readonly impact: TrafficImpact;
}

/** Changes that make the bind succeed, all of them together. */
export interface Alternative {
  readonly steps: readonly Remedy[];
  readonly predicted: Outcome;
  /** The outcome of trying it, if that disturbs nobody. */
  readonly tried?: CallOutcome;
}
