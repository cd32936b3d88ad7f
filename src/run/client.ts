import type { Protocol } from '../model/address.ts';
import { type Address, sameAddress, unmap } from '../model/address.ts';
import { isExhausted, type Outcome } from '../model/outcome.ts';
import type { Name, Sockaddr, Sockets } from '../net/socket.ts';
import { MOST } from './remote-peers.ts';

/** A local connection completes, or is refused, at once; one to a link that is down may hang. Milliseconds. */
const CONNECT_WAIT = 500;
/** What `meet` reached where nothing came back in time. */
export const TIMED_OUT: Outcome = 'connect:EINPROGRESS';
const PAYLOAD = Buffer.from([0]);

/** A listener that is open, and what it is bound to. */
export interface OpenListener {
  readonly address: Address;
  readonly fd: number;
}

/** Where a client goes. */
export interface Visit {
  readonly protocol: Protocol;
  readonly address: Address;
  readonly to: Sockaddr;
  /** For an answer, at most; milliseconds. */
  readonly wait?: number;
}

/** Who answered a client at one address. */
export interface Meeting {
  readonly answers: Address | null;
  readonly reached: string;
  /** Others who came to the listeners meanwhile. */
  readonly remotePeers: number;
}

/**
 * Connects (TCP) or sends one datagram (UDP) from this host to `to` and finds the listener that got it. `listeners`
 * come in the order in which to look. Both ends are reset, so no TIME_WAIT stays.
 */
export function meet(sockets: Sockets, visit: Visit, listeners: readonly OpenListener[]): Meeting {
  const { protocol, address, to, wait = CONNECT_WAIT } = visit;
  const client = sockets.open(protocol, address.family);
  if (!client.ok) return { answers: null, reached: client.error, remotePeers: 0 };
  try {
    const connected = sockets.connect(client.value, to, wait);
    const local = sockets.localName(client.value);
    if (connected !== 'ok' || local === undefined) return { answers: null, reached: connected, remotePeers: 0 };
    if (protocol === 'tcp') return find(listeners, (fd) => acceptFrom(sockets, fd, local));
    const sent = sockets.sendTo(client.value, PAYLOAD, to);
    if (!sent.ok) return { answers: null, reached: sent.error, remotePeers: 0 };
    return find(listeners, (fd) => receiveFrom(sockets, fd, local));
  } finally {
    sockets.reset(client.value);
  }
}

/** Whether our client was among those who came, and how many others were. */
export interface Found {
  readonly ours: boolean;
  readonly remotePeers: number;
  /** accept(2) had no descriptor or no memory left: whoever waits there still waits. */
  readonly exhausted?: Outcome;
}

function find(listeners: readonly OpenListener[], look: (fd: number) => Found): Meeting {
  let remotePeers = 0;
  for (const { address, fd } of listeners) {
    const found = look(fd);
    remotePeers += found.remotePeers;
    if (found.ours) return { answers: address, reached: 'ok', remotePeers };
    if (found.exhausted !== undefined) return { answers: null, reached: found.exhausted, remotePeers };
  }
  return { answers: null, reached: 'ok', remotePeers };
}

/** Accepts until our client comes or nobody waits; everybody else is reset unread. */
export function acceptFrom(sockets: Sockets, fd: number, client: Name): Found {
  for (let remotePeers = 0; remotePeers < MOST; remotePeers++) {
    const accepted = sockets.accept(fd);
    if (!accepted.ok)
      return { ours: false, remotePeers, ...(isExhausted(accepted.error) ? { exhausted: accepted.error } : {}) };
    sockets.reset(accepted.value.fd);
    if (isSameName(accepted.value.peer, client)) return { ours: true, remotePeers };
  }
  return { ours: false, remotePeers: MOST };
}

/** Drops waiting datagrams unread until ours comes; the kernel told who sent each. */
export function receiveFrom(sockets: Sockets, fd: number, client: Name): Found {
  for (let remotePeers = 0; remotePeers < MOST; remotePeers++) {
    const sender = sockets.peekSender(fd);
    if (sender === undefined) return { ours: false, remotePeers };
    sockets.dropDatagram(fd);
    if (isSameName(sender, client)) return { ours: true, remotePeers };
  }
  return { ours: false, remotePeers: MOST };
}

/** A dual-stack listener sees its IPv4 peers as v4-mapped addresses. */
const isSameName = (peer: Name | undefined, client: Name): boolean =>
  peer !== undefined && peer.port === client.port && sameAddress(unmap(peer.address), unmap(client.address));
