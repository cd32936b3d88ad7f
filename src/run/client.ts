import { type Address, type Protocol, type SocketAddress, sameAddress, unmap } from '../model/address.ts';
import { isForbidden } from '../model/denied.ts';
import { isExhausted, OK, type Outcome, type Refused, refused } from '../model/outcome.ts';
import { connectWithin } from '../net/connect.ts';
import { dropDatagram, peekSender } from '../net/datagrams.ts';
import type { Sockaddr, Sockets } from '../net/socket.ts';
import { sendBytes } from '../net/transfer.ts';
import { MOST } from './remote-peers.ts';

/** A local connection completes, or is refused, at once; one to a link that is down may hang. Milliseconds. */
const CONNECT_WAIT = 500;
/** What `meet` reached if nothing answered in time. */
export const TIMED_OUT = refused('connect', 'EINPROGRESS');

/** An open listener and the address that it is bound to. */
export interface OpenListener {
  readonly address: Address;
  readonly fd: number;
}

/** The destination of a client. */
export interface Visit {
  readonly protocol: Protocol;
  readonly address: Address;
  readonly to: Sockaddr;
  /** How long to wait for an answer, in milliseconds. */
  readonly wait?: number;
}

/** Which listener answered a client at one address. */
export interface Meeting {
  readonly answers: Address | null;
  readonly reached: Outcome;
  /** Clients from remote hosts that were reset meanwhile. */
  readonly remotePeers: number;
}

/**
 * Connects (TCP) or sends one datagram (UDP) from this host to `to` and finds the listener that got it. `listeners`
 * come in the order in which to look. Both ends are reset, so no TIME_WAIT stays.
 */
export function meet(sockets: Sockets, visit: Visit, listeners: Iterable<OpenListener>): Meeting {
  const { protocol, address, to, wait = CONNECT_WAIT } = visit;
  const client = sockets.open(protocol, address.family);
  if (!client.ok) return nobody(client.error);
  try {
    const connected = connectWithin(sockets, client.value, to, wait);
    if (connected !== OK) return nobody(connected);
    const named = sockets.name(client.value);
    if (!named.ok) return nobody(named.error);
    const local = named.value;
    if (local === undefined) return nobody(connected);
    if (protocol === 'tcp') return find(listeners, (fd) => acceptFrom(sockets, fd, local));
    const sent = sendBytes(sockets, client.value, 1, to, 0);
    return sent === OK ? find(listeners, (fd) => receiveFrom(sockets, fd, local)) : nobody(sent);
  } finally {
    sockets.reset(client.value);
  }
}

const nobody = (reached: Outcome): Meeting => ({ answers: null, reached, remotePeers: 0 });

/** Whether the own client was among those that arrived, and how many remote peers were. */
export interface Arrivals {
  readonly ours: boolean;
  readonly remotePeers: number;
  /** accept(2) was refused: no descriptor or no memory is left, or a policy forbids it. Connections are still queued. */
  readonly refused?: Refused;
}

function find(listeners: Iterable<OpenListener>, look: (fd: number) => Arrivals): Meeting {
  let remotePeers = 0;
  for (const { address, fd } of listeners) {
    const arrivals = look(fd);
    remotePeers += arrivals.remotePeers;
    if (arrivals.ours) return { answers: address, reached: OK, remotePeers };
    if (arrivals.refused !== undefined) return { answers: null, reached: arrivals.refused, remotePeers };
  }
  return { answers: null, reached: OK, remotePeers };
}

/** Accepts until the own client is found or the queue is empty; resets every other connection unread. */
export function acceptFrom(sockets: Sockets, fd: number, client: SocketAddress): Arrivals {
  for (let remotePeers = 0; remotePeers < MOST; remotePeers++) {
    const accepted = sockets.accept(fd);
    if (!accepted.ok)
      return { ours: false, remotePeers, ...(isTelling(accepted.error) ? { refused: accepted.error } : {}) };
    sockets.reset(accepted.value.fd);
    if (isSameName(accepted.value.peer, client)) return { ours: true, remotePeers };
  }
  return { ours: false, remotePeers: MOST };
}

/** Whether it is more than an empty queue. */
const isTelling = (refusal: Refused): boolean =>
  isForbidden(refusal) || refusal.errno === 'ENOSYS' || isExhausted(refusal);

/** Discards waiting datagrams unread until the own client's is found; the kernel names the sender of each. */
export function receiveFrom(sockets: Sockets, fd: number, client: SocketAddress): Arrivals {
  for (let remotePeers = 0; remotePeers < MOST; remotePeers++) {
    const sender = peekSender(sockets, fd);
    if (sender === undefined) return { ours: false, remotePeers };
    dropDatagram(sockets, fd);
    if (isSameName(sender, client)) return { ours: true, remotePeers };
  }
  return { ours: false, remotePeers: MOST };
}

/** A dual-stack listener sees its IPv4 peers as v4-mapped addresses. */
const isSameName = (peer: SocketAddress | undefined, client: SocketAddress): boolean =>
  peer === client ||
  (peer !== undefined && peer.port === client.port && sameAddress(unmap(peer.address), unmap(client.address)));
