import { formatAddress } from '../model/address.ts';
import { type HeldSocket, isSelfConnected } from '../model/host.ts';

/**
 * Replaces connections of one kind by one of them, with their count: a busy server has ten thousand connections on its
 * port, and for bind(2) those with one local address, state and options are all the same. Listeners and bound sockets
 * are kept as they are.
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

/** Everything by which a rule or a reader can tell two connections apart, except their peers. */
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
  peer,
  unreadBytes,
  mptcp,
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
    unreadBytes !== undefined,
    mptcp,
    isSelfConnected({ address, port, ...(peer === undefined ? {} : { peer }) }),
  ].join(' ');
}

/** The first stands for both, and expires when the last of them does. */
function merge(first: HeldSocket, next: HeldSocket): HeldSocket {
  const expires = Math.max(first.expires ?? 0, next.expires ?? 0);
  return { ...first, count: (first.count ?? 1) + 1, ...(expires > 0 ? { expires } : {}) };
}
