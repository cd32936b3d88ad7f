import { isAny, unmap } from '../../../model/address.ts';
import type { Step } from '../../../model/trial.ts';
import { callerOf, failed, nameIn, ok, refusalOf, socketFor } from './call.ts';
import { type Branch, type CallContext, type Play, unknown, withoutWay } from './context.ts';
import { autobind, sendable, sendDatagram } from './datagram.ts';
import { isByDevice, route } from './route.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';
import { deliverData } from './tcp.ts';

/** As much as always fits: half of the smallest default send buffer (tcp(7), tcp_wmem) would do; more may block. */
const SURE_BYTES = 16384;
/** What one datagram may carry over IPv4: udp_sendmsg(). */
const MOST_DATAGRAM = 65507;

/** send(2), and sendto(2), whose address TCP does not look at. */
export const playSend: Play<Extract<Step, { op: 'send' | 'sendto' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const named = step.op === 'sendto' ? nameIn(state, step) : sock.peer;
  const isAnyByDevice = step.op === 'sendto' && isByDevice(sock) && named !== undefined && isAny(unmap(named.address));
  if ((step.op === 'sendto' && named === undefined) || (sock.protocol === 'udp' && isAnyByDevice))
    return unknown(state);
  if (sock.phase === 'connecting') return unknown(state);
  const call: CallContext = {
    state,
    sock,
    step,
    ...callerOf(state, step),
    ...(named === undefined ? {} : { to: named, route: route(state, sock, named.address) }),
  };
  if (sock.protocol === 'tcp') return sendStream(call, step);
  if (step.full === true) return unknown(state);
  const full = autobind(state, sock, seen);
  if (full === undefined) return [];
  return sock.port === 0 ? full : [...sendOne(call, step.bytes ?? 1), ...full];
};

function sendOne(call: CallContext, bytes: number): Branch[] {
  const { state, sock, to } = call;
  const refusal = refusalOf(call);
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.id, sock);
  const way = sendable(call.route);
  if (way === undefined || to === undefined) return withoutWay(call);
  const pending = takeError(sock);
  if (pending !== undefined) return failed(state, pending, 'linux.error-pending', sock);
  if (sock.writeShut) return failed(state, 'EPIPE', 'linux.write-shut', sock);
  if (bytes > MOST_DATAGRAM) return failed(state, 'EMSGSIZE', 'linux.datagram-too-long', sock);
  return sendDatagram(state, sock, way, to.port, bytes);
}

function sendStream(call: CallContext, step: Extract<Step, { op: 'send' | 'sendto' }>): Branch[] {
  const { state, sock } = call;
  const isOpen = (sock.state === 'ESTABLISHED' || sock.state === 'CLOSE_WAIT') && !sock.writeShut;
  if (!isOpen) {
    const pending = takeError(sock);
    if (pending !== undefined) return failed(state, pending, 'linux.error-pending', sock);
    return failed(state, 'EPIPE', sock.writeShut ? 'linux.write-shut' : 'linux.send-unconnected', sock);
  }
  const peer = state.get(sock.other);
  if (step.full === true) return flood(state, sock, peer);
  const bytes = step.bytes ?? 1;
  const waiting = (peer?.inbox ?? []).reduce((sum, n) => sum + n, 0);
  if (sock.blocked || waiting + bytes > SURE_BYTES * 2) return unknown(state);
  if (sock.heard) sock.talks = true;
  deliverData(state, sock, peer, bytes);
  return ok(state, 'linux.sent', sock);
}

/** Fills the window of the peer, so that whatever comes after it waits. */
function flood(state: State, sock: Sock, peer: Sock | undefined): Branch[] {
  if (peer === undefined || peer === sock) return unknown(state);
  const takes =
    peer.state === 'ESTABLISHED' || ((peer.state === 'FIN_WAIT1' || peer.state === 'FIN_WAIT2') && !peer.readShut);
  if (!takes) return unknown(state);
  peer.flooded = true;
  sock.blocked = true;
  return ok(state, 'linux.window-full', sock);
}

/** sock_error(): an error is told once. */
function takeError(sock: Sock): string | undefined {
  const { error } = sock;
  sock.error = undefined;
  return error;
}

/** recv(2) of up to 64 KiB. */
export const playReceive: Play<Extract<Step, { op: 'receive' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  if (sock.phase === 'connecting') return unknown(state);
  const branches = sock.protocol === 'udp' ? receiveDatagram(state, sock) : receiveStream(state, sock);
  return branches
    .map((b) => judged(b, step.expectBytes))
    .filter((b) => b.bytes === undefined || fits(b.bytes, seen?.bytes));
};

interface Received extends Branch {
  readonly bytes?: number;
}

const fits = (bytes: number, seen: number | undefined): boolean => seen === undefined || seen === bytes;

const judged = (b: Received, expected: number | undefined): Received =>
  b.outcome !== 'ok' || b.bytes === undefined || expected === undefined || expected === b.bytes
    ? b
    : { ...b, outcome: `bytes=${b.bytes}` };

const received = (state: State, sock: Sock, bytes: number, rule: string): Received[] =>
  ok(state, rule, sock).map((b) => ({ ...b, bytes }));

function receiveDatagram(state: State, sock: Sock): Received[] {
  const pending = takeError(sock);
  if (pending !== undefined) return failed(state, pending, 'linux.error-pending', sock);
  const [first, ...rest] = sock.inbox;
  if (first !== undefined) {
    sock.inbox = rest;
    return received(state, sock, first, 'linux.received');
  }
  if (sock.readShut) return received(state, sock, 0, 'linux.read-shut');
  return waitedInVain(state, sock, 'linux.nothing-to-receive');
}

/** tcp_recvmsg_locked(): data, then the end of the stream, then an error, then what was shut. */
function receiveStream(state: State, sock: Sock): Received[] {
  if (sock.state === 'LISTEN') return failed(state, 'ENOTCONN', 'linux.receive-unconnected', sock);
  if (sock.flooded) return unknown(state);
  if (sock.inbox.length > 0) return receiveBytes(state, sock);
  if (sock.ended) return received(state, sock, 0, 'linux.end-of-stream');
  const pending = takeError(sock);
  if (pending !== undefined) return failed(state, pending, 'linux.error-pending', sock);
  if (sock.readShut) return received(state, sock, 0, 'linux.read-shut');
  if (sock.state === 'CLOSE') return failed(state, 'ENOTCONN', 'linux.receive-unconnected', sock);
  return waitedInVain(state, sock, 'linux.nothing-to-receive');
}

/** All that waits; in a conversation Nagle's algorithm (RFC 896) may hold back all but the first segment for a while. */
function receiveBytes(state: State, sock: Sock): Received[] {
  const all = sock.inbox.reduce((sum, n) => sum + n, 0);
  const prefixes = sock.talks ? sock.inbox.map((_, i) => i + 1) : [sock.inbox.length];
  return prefixes.flatMap((count) => {
    const world = count === sock.inbox.length ? state : state.clone();
    const own = world.get(sock.id) as Sock;
    const bytes = sock.inbox.slice(0, count).reduce((sum, n) => sum + n, 0);
    own.inbox = sock.inbox.slice(count);
    return received(world, own, count === sock.inbox.length ? all : bytes, 'linux.received');
  });
}

/** The step gives up. */
export function waitedInVain(state: State, sock: Sock, rule: string): Branch[] {
  state.pass(state.patience);
  return failed(state, 'EAGAIN', rule, sock);
}
