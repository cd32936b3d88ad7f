import { formatAddress } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';

/**
 * One of each kind of connection, with its count: a busy server has ten thousand connections on its port, and for
 * bind(2) those of one local address, state and options are all the same. Listeners and bound sockets stay single.
 */
export function condense(sockets: readonly HeldSocket[]): readonly HeldSocket[] {
  const kinds = new Map<string, HeldSocket>();
  for (const socket of sockets) {
    const key = isConnection(socket) ? kindOf(socket) : `inode ${socket.inode} ${kinds.size}`;
    const known = kinds.get(key);
    kinds.set(key, known === undefined ? socket : merge(known, socket));
  }
  return [...kinds.values()];
}

const isConnection = (socket: HeldSocket): boolean => socket.peer !== undefined || socket.state === 'TIME_WAIT';

/** All that a rule or a reader could tell two connections apart by, their peers aside. */
function kindOf({
  protocol,
  address,
  port,
  state,
  uid,
  v6only,
  device,
  reuseaddr,
  reuseport,
  owners,
}: HeldSocket): string {
  return [
    protocol,
    formatAddress(address),
    port,
    state,
    uid,
    v6only,
    device,
    reuseaddr,
    reuseport,
    owners.map((o) => o.pid),
  ].join(' ');
}

/** The first stands for both, and is there as long as the last of them. */
function merge(first: HeldSocket, next: HeldSocket): HeldSocket {
  const expires = Math.max(first.expires ?? 0, next.expires ?? 0);
  return { ...first, count: (first.count ?? 1) + 1, ...(expires > 0 ? { expires } : {}) };
}
