import type { Protocol } from '../model/address.ts';
import type { Result } from '../model/result.ts';
import { platformView } from './platform.ts';
import type { ServerLookup, SocketListing } from './platform-view.ts';

export type { SocketListing } from './platform-view.ts';

/**
 * Every socket of this network namespace whose local port is one of `ports`: listening, bound, connected, closing,
 * TIME_WAIT; IPv4 and IPv6. Owners are left empty, see `withOwners`. Changes nothing.
 */
export const socketsOn = (ports: readonly number[], protocols: readonly Protocol[]): Result<SocketListing> =>
  platformView().sockets(ports.length === 0 ? [] : protocols, ports);

/** Every TCP and UDP socket of this network namespace that has a local port. */
export const allSockets = (): Result<SocketListing> => platformView().sockets(['tcp', 'udp'], undefined);

/**
 * Tells whether a client of an endpoint would reach a socket now: one that listens, or one of UDP. One query of some
 * microseconds, where a listing takes milliseconds. Undefined where the platform does not tell.
 */
export const serverLookup = (): ServerLookup => platformView().servers();
