import { isAny, unmap } from '../../../../model/address.ts';
import { refused } from '../../../../model/outcome.ts';
import { type Branch, failed, ok, type Play, type StepOf, unknown } from '../branch.ts';
import { type CallContext, callTo, refusalOf, withoutRoute } from '../call-context.ts';
import { autobind, sendable, sendDatagram } from '../datagram.ts';
import { isMultipath } from '../descriptors.ts';
import { socketOf } from '../open-socket.ts';
import { targetOf } from '../references.ts';
import { isByDevice } from '../route.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';
import { deliverData } from '../tcp.ts';
import { pendingError, waitedInVain } from '../wait.ts';

/** So many bytes always fit: half of the smallest default send buffer (tcp(7), tcp_wmem). More may block. */
const SURE_BYTES = 16384;
/** What one datagram may carry over IPv4: udp_sendmsg(). */
const MOST_DATAGRAM = 65507;

/** send(2), and sendto(2), whose address TCP ignores. */
export const send: Play<'send' | 'sendto'> = (state, step, seen) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const to = step.op === 'sendto' ? targetOf(state, step) : sock.peer;
  const isAnyByDevice = step.op === 'sendto' && isByDevice(sock) && to !== undefined && isAny(unmap(to.address));
  if ((step.op === 'sendto' && to === undefined) || (sock.protocol === 'udp' && isAnyByDevice)) return unknown(state);
  if (isMultipath(sock)) return unknown(state);
  const call = to === undefined ? { state, sock, op: step.op } : callTo(state, sock, step.op, to);
  if (sock.protocol === 'tcp') return sendStream(call, step);
  if (step.full === true) return unknown(state);
  const full = autobind(state, sock, step.op, seen);
  if (full === undefined) return [];
  return sock.port === 0 ? full : [...sendOne(call, step.bytes ?? 1), ...full];
};

function sendOne(call: CallContext, bytes: number): Branch[] {
  const { state, sock, op, to } = call;
  const refusal = refusalOf(call);
  if (refusal !== undefined) return refusal;
  const way = sendable(call.route);
  if (way === undefined || to === undefined) return withoutRoute(call);
  const pending = pendingError(state, sock, op);
  if (pending !== undefined) return pending;
  if (sock.writeShut) return failed(state, refused(op, 'EPIPE'), 'linux.write-shut', sock);
  if (bytes > MOST_DATAGRAM) return failed(state, refused(op, 'EMSGSIZE'), 'linux.datagram-too-long', sock);
  return sendDatagram(state, sock, way, to.port, bytes);
}

function sendStream(call: CallContext, step: StepOf<'send' | 'sendto'>): Branch[] {
  const { state, sock, op } = call;
  if (sock.state === 'SYN_SENT' && step.full === true) return unknown(state);
  if (sock.state === 'SYN_SENT') return waitedInVain(state, sock, op, 'linux.send-waits');
  const isOpen = (sock.state === 'ESTABLISHED' || sock.state === 'CLOSE_WAIT') && !sock.writeShut;
  if (!isOpen) {
    const rule = sock.writeShut ? 'linux.write-shut' : 'linux.send-unconnected';
    return pendingError(state, sock, op) ?? failed(state, refused(op, 'EPIPE'), rule, sock);
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

/** Fills the window of the peer, so that everything after it waits. */
function flood(state: State, sock: Sock, peer: Sock | undefined): Branch[] {
  if (peer === undefined || peer === sock) return unknown(state);
  const takes =
    peer.state === 'ESTABLISHED' || ((peer.state === 'FIN_WAIT1' || peer.state === 'FIN_WAIT2') && !peer.readShut);
  if (!takes) return unknown(state);
  peer.flooded = true;
  sock.blocked = true;
  return ok(state, 'linux.window-full', sock);
}
