import type { SocketAddress } from './address.ts';
import type { HoldingProcess } from './evidence.ts';
import type { Listener } from './listener.ts';
import type { Refused } from './outcome.ts';
import type { Alternative } from './remedy.ts';
import type { SightFacts } from './visibility.ts';
import type { SocketVerdict } from './why.ts';

/** What happens at the server of `serve`, as it happens. A client is known by its end of the connection. */
export type ServeEvent =
  | { readonly kind: 'connected'; readonly peer: SocketAddress }
  /** What one read gave. TCP has no messages: a large one comes in several reads, two small ones may come in one. */
  | { readonly kind: 'received'; readonly peer: SocketAddress; readonly bytes: Uint8Array }
  /** `end`: its FIN came first; `server`: ours did; else the errno, ECONNRESET for a RST. */
  | { readonly kind: 'closed'; readonly peer: SocketAddress; readonly how: string };

/** What a server did from its start to its end. */
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

/** A server that could not start, and what is known of why. */
export interface ServeRefusal {
  readonly listener: Listener;
  readonly outcome: Refused;
  /** What the rules say of it by itself, beside no other socket: empty where they see no hindrance. */
  readonly why: string;
  /** The sockets that refuse it, the one that stays longest first. */
  readonly blockers: readonly SocketVerdict[];
  readonly processes: readonly HoldingProcess[];
  /** Which processes may be seen. */
  readonly sight: SightFacts;
  readonly alternatives: readonly Alternative[];
}
