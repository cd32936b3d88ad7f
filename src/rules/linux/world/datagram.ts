import { type SocketAddress, unmap } from '../../../model/address.ts';
import { refused } from '../../../model/outcome.ts';
import { isWildcard } from '../../address-index.ts';
import type { Packet } from '../../delivery.ts';
import { deviceOfAddress } from '../../environment.ts';
import type { RefusableOp } from '../call-rule.ts';
import { isLinkScoped } from '../checks.ts';
import { automaticPort, seenPort } from './automatic-port.ts';
import { type Branch, failed, ok, unknown } from './branch.ts';
import { type CallContext, refusalOf, withoutRoute } from './call-context.ts';
import { claimPort } from './claim-port.ts';
import { takesInGroup } from './membership.ts';
import { setAddress } from './port.ts';
import { canAnswer, type Route } from './route.ts';
import type { Sight } from './sight.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/**
 * A port for an unbound UDP socket before it sends or connects: inet_autobind(). Returns the ways in which `op` may fail
 * for want of one; undefined where the port that was seen is not possible.
 */
export function autobind(state: State, sock: Sock, op: RefusableOp, seen: Sight): Branch[] | undefined {
  if (sock.port !== 0) return [];
  const failure = state.clone();
  // The port stays, and is seen, also where the call then fails.
  const choice = automaticPort(state, sock, seenPort(seen));
  const full = choice.mayFail ? failed(failure, refused(op, 'EAGAIN'), 'linux.ports-exhausted', sock) : [];
  if (choice.port !== undefined) claimPort(state, sock, choice.port);
  return choice.port === undefined && full.length === 0 ? undefined : full;
}

/** connect(2) of a UDP socket: __ip4_datagram_connect(), __ip6_datagram_connect(). */
export function connectDatagram(call: CallContext, seen: Sight): Branch[] {
  const { state, sock, to } = call;
  const full = autobind(state, sock, call.op, seen);
  if (full === undefined) return [];
  if (sock.port === 0) return full;
  const refusal = refusalOf(call);
  if (refusal !== undefined) return [...refusal, ...full];
  const way = sendable(call.route);
  if (way === undefined || to === undefined) return withoutRoute(call);
  if (crossesFamilies(sock, way)) return unknown(state);
  // A group that it is bound to stays its address: __ip4_datagram_connect().
  if (isWildcard(sock.address)) setAddress(state, sock, way.source);
  sock.state = 'ESTABLISHED';
  sock.peer = { address: way.to, port: to.port };
  // __ip6_datagram_connect() binds the socket to the device of a link-scoped group.
  if (way.kind === 'group' && isLinkScoped(to.address)) sock.device = way.device;
  sock.connectedAt = state.turn();
  if (sock.family === 'inet6') sock.lastPeer = way.to;
  // reuseport_has_conns_set(), and then udp_lib_hash4() takes the socket out of its group.
  if (sock.group !== undefined) state.connectedGroups.add(sock.group);
  if (state.holds('linux.connected-udp-first')) sock.group = undefined;
  return [...ok(state, 'linux.connect-udp', sock), ...full];
}

/** A route that a datagram can take, even where no host is at its end. */
export type Way = Extract<Route, { kind: 'local' | 'group' | 'lost' }>;

export const sendable = (way: Route | undefined): Way | undefined =>
  way?.kind === 'local' || way?.kind === 'group' || way?.kind === 'lost' ? way : undefined;

/** A dual-stack socket that already has an IPv6 address, on the way to an IPv4 one. */
const crossesFamilies = (sock: Sock, way: Way): boolean =>
  sock.family === 'inet6' && sock.address.ip !== '::' && unmap(sock.address).family !== unmap(way.to).family;

/** A datagram of `bytes` from a bound socket: its receiver gets it, or an ICMP error comes back to a connected sender. */
export function sendDatagram(state: State, sock: Sock, way: Way, port: number, bytes: number): Branch[] {
  if (way.kind === 'lost') return ok(state, 'linux.sent', sock);
  const from = { address: unmap(way.source), port: sock.port };
  const to = { address: unmap(way.to), port };
  if (way.kind === 'group') return sendCopies(state, sock, { ...packetTo(to, from, way.device), each: true }, bytes);
  const packet = packetTo(to, from, way.device);
  const receivers = state.deliver(packet);
  if (receivers.length === 0) {
    const worlds = canAnswer(state, way.source) ? reported(state, to, from) : [state];
    return worlds.flatMap((world) => ok(world, 'linux.nobody-receives', sock));
  }
  return receivers.flatMap((receiver, i) => {
    const world = i === receivers.length - 1 ? state : state.clone();
    const target = world.get(receiver.id) as Sock;
    target.inbox = [...target.inbox, bytes];
    world.noteCpu([target], packet);
    return ok(world, 'linux.sent', sock);
  });
}

/** To a group or a broadcast address: every receiver gets a copy, and where there is none no error comes back. */
function sendCopies(state: State, sock: Sock, packet: Packet, bytes: number): Branch[] {
  const isTakenIn = takesInGroup(state, packet);
  if (isTakenIn === 'unknown') return unknown(state);
  if (!isTakenIn) return ok(state, 'linux.group-not-joined', sock);
  const receivers = state.deliver(packet);
  for (const receiver of receivers) receiver.inbox = [...receiver.inbox, bytes];
  state.noteCpu(receivers, packet);
  return ok(state, 'linux.sent', sock);
}

const packetTo = (to: SocketAddress, from: SocketAddress, device: string): Packet => ({
  protocol: 'udp',
  to: to.address,
  port: to.port,
  from,
  device,
});

/**
 * ICMP port unreachable: __udp4_lib_err() looks for the sender as for a receiver of what comes in by `lo`, for IPv6 by the
 * device of the address, and tells it only if it is connected.
 */
function reported(state: State, to: SocketAddress, from: SocketAddress): State[] {
  const { family } = from.address;
  const device = family === 'inet6' ? (deviceOfAddress(state.env, from.address) ?? 'lo') : 'lo';
  const senders = state.deliver(packetTo(from, to, device));
  if (senders.length === 0) return [state];
  return senders.map((sock, i) => {
    const world = i === senders.length - 1 ? state : state.clone();
    const sender = world.get(sock.id) as Sock;
    if (sender.state === 'ESTABLISHED') sender.error = 'ECONNREFUSED';
    return world;
  });
}
