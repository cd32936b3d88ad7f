import type { Endpoint, Protocol } from './address.ts';
import type { HeldSocket } from './host.ts';

/** How a port can be looked at while a run goes on. */
export interface PortWatch {
  /** The sockets that were on the ports of the run when it began. */
  readonly before: readonly HeldSocket[];
  /** Whether a server has this endpoint now: a TCP socket that listens, a UDP socket. Undefined where that is not seen. */
  readonly isServed: (endpoint: Endpoint) => boolean | undefined;
}

/** What happened to a port while a run went on: somebody else's socket came, or a server that was there has gone. */
export interface PortChange {
  readonly kind: 'came' | 'went';
  readonly protocol: Protocol;
  readonly port: number;
}
