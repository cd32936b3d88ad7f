import { type SocketAddress, unmap } from '../../../model/address.ts';
import { refused } from '../../../model/outcome.ts';
import { deviceOfAddress } from '../../environment.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { type Branch, failed, ok, unknown } from './branch.ts';
import { noteArrival } from './bucket.ts';
import { IN_PROGRESS, inProgress, refuseLater, waitForAnswer } from './connecting.ts';
import { disconnectStream } from './disconnect-stream.ts';
import { takePort } from './port.ts';
import { canAnswer, inFamily, isByDevice } from './route.ts';
import type { Sock } from './sock.ts';
import { type State, sameSocketAddress } from './state.ts';
import { destroy, sendFin } from './tcp.ts';

const CONNECTION_REFUSED = refused('connect', 'ECONNREFUSED');

/** The SYN of `sock` arrives at `to`. */
export function arriveSyn(state: State, sock: Sock, to: SocketAddress): Branch[] {
  sock.peer = to;
  // tcp_connect_init()
  sock.error = undefined;
  sock.calledAt = state.clock;
  if (!sock.waits) sock.phase = 'connecting';
  if (sameSocketAddress({ address: sock.address, port: sock.port }, to)) return selfConnected(state, sock);
  if (!canAnswer(state, sock.address)) return unknown(state);
  const from = { address: unmap(sock.address), port: sock.port };
  const device = deviceOfAddress(state.env, unmap(to.address)) ?? 'lo';
  const packet = { protocol: 'tcp' as const, to: unmap(to.address), port: to.port, from, device };
  const stale = state.socks.find(
    (s) =>
      s.state === 'TIME_WAIT' &&
      sameSocketAddress({ address: s.address, port: s.port }, to) &&
      sameSocketAddress(s.peer, from),
  );
  const caller = state.socks.find((s) => s.state === 'SYN_SENT' && isOtherEnd(s, to, from, packet.device));
  if (caller !== undefined) return meet(state, sock, caller);
  if (stale !== undefined) destroy(state, stale);
  const listeners = state.deliver(packet);
  // An end that is bound to a device answers by it: where the address at the other end is not of it, nobody is there.
  const ends = new Set([device, deviceOfAddress(state.env, from.address)]);
  const byDevices = [sock, ...listeners].flatMap((s) => s.device ?? []);
  if (byDevices.length > 0 && (ends.size > 1 || byDevices.some((one) => !ends.has(one)))) return unknown(state);
  if (listeners.length === 0) return stale === undefined ? reset(state, sock) : resetLate(state, sock);
  return listeners.flatMap((listener, i) => {
    const world = i === listeners.length - 1 ? state : state.clone();
    return connected(world, world.get(sock.id) as Sock, world.get(listener.id) as Sock);
  });
}

/** inet_match(): the socket at the other end of a connection. */
const isOtherEnd = (s: Sock, local: SocketAddress, peer: SocketAddress, device: string): boolean =>
  sameSocketAddress({ address: s.address, port: s.port }, local) &&
  sameSocketAddress(s.peer, peer) &&
  (s.device === undefined || s.device === device);

const hasTimestamps = (state: State): boolean => state.sysctl('net.ipv4.tcp_timestamps', '1') !== '0';

/** A simultaneous open with itself. Where the socket was shut down for writing it ends at once. */
function selfConnected(state: State, sock: Sock): Branch[] {
  if (sock.multipath || (sock.writeShut && !sock.waits)) return unknown(state);
  join(state, sock, sock);
  if (!sock.writeShut) return answered(state, sock, 'linux.self-connect');
  if (state.holds('linux.self-connect-half-shut')) return answered(state, sock, 'linux.self-connect-half-shut');
  sendFin(state, sock);
  disconnectStream(state, sock);
  return [{ outcome: refused('connect', 'ECONNABORTED'), rule: 'linux.self-connect-shut', state }];
}

/** One end of a connection whose other end is `other`. */
function join(state: State, sock: Sock, other: Sock): void {
  sock.state = 'ESTABLISHED';
  if (sock.phase !== 'connecting') sock.phase = 'connected';
  sock.error = undefined;
  sock.other = other.id;
  sock.timestamps = hasTimestamps(state);
}

/** connect(2) of a socket whose SYN was answered with SYN. */
const answered = (state: State, sock: Sock, rule: LinuxRuleId): Branch[] =>
  sock.waits ? ok(state, rule, sock) : inProgress(state, sock);

/** Two sockets whose SYNs meet: tcp_rcv_synsent_state_process(), RFC 9293 3.5. */
function meet(state: State, sock: Sock, caller: Sock): Branch[] {
  if ([sock, caller].some((s) => s.writeShut || s.multipath || isByDevice(s))) return unknown(state);
  join(state, caller, sock);
  join(state, sock, caller);
  return answered(state, sock, 'linux.simultaneous-open').map((b) => ({ ...b, holder: caller }));
}

/** RST: the socket is as before the call, but for the port that getsockname(2) still shows. */
function reset(state: State, sock: Sock): Branch[] {
  sock.state = 'SYN_SENT';
  if (!sock.waits) return refuseLater(state, sock);
  disconnectStream(state, sock);
  sock.error = undefined;
  return failed(state, CONNECTION_REFUSED, 'linux.nobody-listens', sock);
}

/** The second SYN follows after two jiffies, 20 ms at most: TCP_TIMEOUT_MIN, include/net/tcp.h. */
const SECOND_SYN = 30;

/**
 * TIME_WAIT without a listener acknowledges (tcp_v4_rcv(), TCP_TW_ACK) and is reset for that; the client tries again at once
 * (tcp_rcv_synsent_state_process()), and only this second SYN is refused.
 */
function resetLate(state: State, sock: Sock): Branch[] {
  // TIME_WAIT stays, and acknowledges every SYN: they go on until the client gives up.
  if (state.keepsTimeWait) return unknown(state);
  const waiting = state.clone();
  if (!sock.waits) return inProgress(state, sock).map((b) => ({ ...b, lost: true }));
  state.pass(SECOND_SYN);
  const branches = reset(state, sock);
  if (state.patience >= SECOND_SYN) return branches;
  return [...branches, { outcome: IN_PROGRESS, rule: 'linux.nobody-listens', state: waiting, lost: true }];
}

function connected(state: State, sock: Sock, listener: Sock): Branch[] {
  if (listener.queue.length > listener.backlog) {
    sock.state = 'SYN_SENT';
    sock.phase = 'connecting';
    return waitForAnswer(state, sock, listener);
  }
  const child = childOf(state, listener, sock);
  join(state, sock, child);
  child.timestamps = sock.timestamps;
  listener.queue = [...listener.queue, child.id];
  // A listener that was shut down for writing before listen(2) passes that on: tcp_rcv_state_process(), TCP_SYN_RECV.
  if (child.writeShut && !state.holds('linux.self-connect-half-shut')) sendFin(state, child);
  return answered(state, sock, 'linux.connect').map((b) => ({ ...b, holder: listener }));
}

/** An accepted socket, with what it inherits from its listener: sk_clone_lock(), inet_csk_clone_lock(). */
function childOf(state: State, listener: Sock, client: Sock): Sock {
  const child = state.open('tcp', listener.family, listener.uid);
  const inherits = state.holds('linux.accepted-inherits');
  child.reuseaddr = inherits && listener.reuseaddr;
  child.reuseport = inherits && listener.reuseport;
  child.v6only = listener.v6only;
  child.device = listener.device;
  child.freebind = listener.freebind;
  child.range = listener.range;
  child.transparent = listener.transparent;
  child.bindNoPort = listener.bindNoPort;
  child.linger = listener.linger;
  // A client without MPTCP gets a plain TCP connection: mptcp_accept(), net/mptcp/protocol.c.
  child.multipath = listener.multipath && client.multipath;
  client.fellBack = client.multipath && !listener.multipath;
  child.addressLocked = listener.addressLocked;
  child.readShut = listener.readShut;
  child.writeShut = listener.writeShut;
  const peer = client.peer as SocketAddress;
  child.address = inFamily(listener.family, unmap(peer.address));
  child.mapped = child.family === 'inet6' && unmap(child.address).family === 'inet';
  child.peer = { address: inFamily(listener.family, unmap(client.address)), port: client.port };
  child.state = 'ESTABLISHED';
  child.other = client.id;
  takePort(state, child, listener.port);
  noteArrival(state.buckets, child);
  return child;
}
