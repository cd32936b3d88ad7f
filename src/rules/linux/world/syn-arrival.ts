import { unmap } from '../../../model/address.ts';
import type { Name } from '../../rule.ts';
import { noteArrival } from './bucket.ts';
import { failed, ok } from './call.ts';
import { type Branch, unknown } from './context.ts';
import { disconnectStream } from './disconnect.ts';
import { takePort } from './port.ts';
import { canAnswer, inFamily } from './route.ts';
import type { Sock } from './sock.ts';
import { type State, sameName } from './state.ts';
import { destroy, sendFin } from './tcp.ts';

/** The SYN arrives. */
export function meet(state: State, sock: Sock, to: Name): Branch[] {
  sock.peer = to;
  // tcp_connect_init()
  sock.error = undefined;
  if (sameName({ address: sock.address, port: sock.port }, to)) return [selfConnected(state, sock)];
  if (!canAnswer(state, sock.address)) return unknown(state);
  const from = { address: unmap(sock.address), port: sock.port };
  const packet = { protocol: 'tcp' as const, to: unmap(to.address), port: to.port, from, device: 'lo' };
  const stale = state.socks.find(
    (s) => s.state === 'TIME_WAIT' && sameName({ address: s.address, port: s.port }, to) && sameName(s.peer, from),
  );
  if (stale !== undefined) destroy(state, stale);
  const listeners = state.rules.deliver(state.receivers('tcp'), packet, state.rules.off);
  // A member of a group that is bound to another device answers there, where nobody is.
  if (listeners.some(({ party: { device } }) => device !== undefined && device !== packet.device))
    return unknown(state);
  if (listeners.length === 0) return stale === undefined ? refused(state, sock) : refusedLate(state, sock);
  return listeners.flatMap(({ sock: listener }, i) => {
    const world = i === listeners.length - 1 ? state : state.clone();
    return connected(world, world.get(sock.id) as Sock, world.get(listener.id) as Sock);
  });
}

const hasTimestamps = (state: State): boolean => state.sysctl('net.ipv4.tcp_timestamps', '1') !== '0';

/** Simultaneous open with itself; shut for writing, it ends as it begins. */
function selfConnected(state: State, sock: Sock): Branch {
  sock.state = 'ESTABLISHED';
  sock.phase = 'connected';
  sock.other = sock.id;
  sock.timestamps = hasTimestamps(state);
  if (!sock.writeShut) return { outcome: 'ok', rule: 'linux.self-connect', state };
  sendFin(state, sock);
  disconnectStream(state, sock);
  return { outcome: 'ECONNABORTED', rule: 'linux.self-connect-shut', state };
}

/** RST: the socket is as before the call, but for the port that getsockname(2) still shows. */
function refused(state: State, sock: Sock): Branch[] {
  sock.state = 'SYN_SENT';
  disconnectStream(state, sock);
  sock.error = undefined;
  return failed(state, 'ECONNREFUSED', 'linux.nobody-listens', sock);
}

/** The second SYN follows after two jiffies, 20 ms at most: TCP_TIMEOUT_MIN, include/net/tcp.h. */
const SECOND_SYN = 30;

/**
 * TIME_WAIT without a listener acknowledges (tcp_v4_rcv(), TCP_TW_ACK) and is reset for that; the client tries again at once
 * (tcp_rcv_synsent_state_process()), and only this second SYN is refused.
 */
function refusedLate(state: State, sock: Sock): Branch[] {
  const waiting = state.clone();
  state.pass(SECOND_SYN);
  const branches = refused(state, sock);
  if (state.patience >= SECOND_SYN) return branches;
  return [...branches, { outcome: 'EINPROGRESS', rule: 'linux.nobody-listens', state: waiting, lost: true }];
}

function connected(state: State, sock: Sock, listener: Sock): Branch[] {
  if (listener.queue.length > listener.backlog) {
    return [{ outcome: 'EINPROGRESS', rule: 'linux.backlog-full', state, holder: listener, lost: true }];
  }
  const child = childOf(state, listener, sock);
  sock.state = 'ESTABLISHED';
  sock.phase = 'connected';
  sock.error = undefined;
  sock.other = child.id;
  sock.timestamps = hasTimestamps(state);
  child.timestamps = sock.timestamps;
  listener.queue = [...listener.queue, child.id];
  // A listener that was shut down for writing before listen(2) passes that on: tcp_rcv_state_process(), TCP_SYN_RECV.
  if (child.writeShut) sendFin(state, child);
  return ok(state, 'linux.connect', sock).map((b) => ({ ...b, holder: listener }));
}

/** What an accepted socket has from its listener: sk_clone_lock(), inet_csk_clone_lock(). */
function childOf(state: State, listener: Sock, client: Sock): Sock {
  const child = state.open('tcp', listener.family, listener.uid);
  const inherits = !state.rules.off.has('linux.accepted-inherits');
  child.reuseaddr = inherits && listener.reuseaddr;
  child.reuseport = inherits && listener.reuseport;
  child.v6only = listener.v6only;
  child.device = listener.device;
  child.freebind = listener.freebind;
  child.range = listener.range;
  child.addressLocked = listener.addressLocked;
  child.readShut = listener.readShut;
  child.writeShut = listener.writeShut;
  const peer = client.peer as Name;
  child.address = inFamily(listener.family, unmap(peer.address));
  child.mapped = child.family === 'inet6' && unmap(child.address).family === 'inet';
  child.peer = { address: inFamily(listener.family, unmap(client.address)), port: client.port };
  child.state = 'ESTABLISHED';
  child.other = client.id;
  takePort(state, child, listener.port);
  noteArrival(state.buckets, child);
  return child;
}
