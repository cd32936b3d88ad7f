import type { SocketAddress } from './address.ts';
import type { HoldingProcess } from './evidence.ts';
import type { Listener } from './listener.ts';
import type { Refused } from './outcome.ts';
import type { Alternative } from './remedy.ts';
import type { SightFacts } from './visibility.ts';
import type { SocketVerdict } from './why.ts';

/** An event at the server of `serve`. A client is identified by its end of the connection. */
export type ServeEvent =
  | { readonly kind: 'connected'; readonly peer: SocketAddress }
  /** The bytes of one read. TCP has no messages: a large one takes several reads, two small ones may come in one. */
  | { readonly kind: 'received'; readonly peer: SocketAddress; readonly bytes: Uint8Array }
  /** `end`: its FIN came first; `server`: ours did; else the errno, ECONNRESET for a RST. */
  | { readonly kind: 'closed'; readonly peer: SocketAddress; readonly how: string };

/** What a server did, from its start to its end. */
export interface ServeSummary {
  readonly clients: number;
  /** Reads that gave bytes. */
  readonly messages: number;
  readonly bytes: number;
  /** Clients from other hosts, reset without a byte read. */
  readonly remotePeers: number;
  /** The clients to whom this server sent its FIN first. */
  readonly closedFirst: readonly SocketAddress[];
}

/** A server that could not start, and why. */
export interface ServeRefusal {
  readonly listener: Listener;
  readonly outcome: Refused;
  /** Why the rules refuse it by itself, beside no other socket; empty if they do not. */
  readonly why: string;
  /** The rule that refuses it so; empty likewise. */
  readonly rule: string;
  /** The sockets that refuse it; first the one that will stay longest. */
  readonly blockers: readonly SocketVerdict[];
  readonly processes: readonly HoldingProcess[];
  /** Which processes may be seen. */
  readonly sight: SightFacts;
  readonly alternatives: readonly Alternative[];
}
