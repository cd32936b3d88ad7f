import type { HeldSocket } from './host.ts';
import type { Prediction } from './prediction.ts';
import type { End } from './trial-observation.ts';

/** What happens at the server of `serve`, as it happens. A client is known by its end of the connection. */
export type ServeEvent =
  | { readonly kind: 'connected'; readonly peer: End }
  /** What one read gave. TCP has no messages: a large one comes in several reads, two small ones may come in one. */
  | { readonly kind: 'received'; readonly peer: End; readonly bytes: Uint8Array }
  /** `end`: its FIN came first; `server`: ours did; else the errno, ECONNRESET for a RST. */
  | { readonly kind: 'closed'; readonly peer: End; readonly how: string };

/** What a server did from its start to its end. */
export interface ServeSummary {
  readonly clients: number;
  /** Reads that gave bytes. */
  readonly messages: number;
  readonly bytes: number;
  /** Clients from other hosts, reset without a byte read. */
  readonly remotePeers: number;
  /** The clients to whom this server sent its FIN first. */
  readonly closedFirst: readonly End[];
}

/** A socket that stands in the way of a bind, and by which rule. */
export interface Blocker {
  readonly socket: HeldSocket;
  readonly prediction: Prediction;
}
