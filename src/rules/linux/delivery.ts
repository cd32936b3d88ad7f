import { type Address, type Family, isAny, isMulticast, unmap } from '../../model/address.ts';
import { isWildcard } from '../address-index.ts';
import type { Packet, Receiver } from '../delivery.ts';
import type { RuleSet } from '../rule.ts';
import type { LinuxRuleId } from './rule-id.ts';

/**
 * Who gets a packet that opens a connection, or a datagram: several where a hash decides among a SO_REUSEPORT group, and
 * where each gets a copy. Source: __inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(),
 * __udp4_lib_mcast_deliver(), net/ipv4/udp.c, 6.18.
 */
export function linuxDeliver<R extends Receiver>(
  open: readonly R[],
  packet: Packet,
  rules: RuleSet<LinuxRuleId>,
): readonly R[] {
  const ordered = open
    .filter((r) => r.socket.protocol === packet.protocol && r.socket.port === packet.port && takes(r, packet))
    .toSorted((a, b) => a.lookupOrder - b.lookupOrder);
  if (packet.each === true) return ordered.filter((r) => isAllowed(r, packet, rules));
  const on = (cpu: number): readonly R[] => deliverOne(open, ordered, { ...packet, cpu }, rules);
  const cpus = [...new Set(ordered.flatMap((r) => r.incomingCpu ?? []))];
  const possible =
    packet.cpu === undefined ? [OTHER_CPU, ...cpus] : [packet.cpu, ...cpus.filter((c) => c === SOME_CPU)];
  return possible.length === 1 ? on(possible[0] as number) : [...new Set(possible.flatMap(on))];
}

/** One that no socket has asked for. */
const OTHER_CPU = -1;

/** The CPU on which a datagram came in, where that is not known. */
export const SOME_CPU = -2;

/** The same of a packet that one socket gets, on a known CPU. */
function deliverOne<R extends Receiver>(
  open: readonly R[],
  ordered: readonly R[],
  packet: Packet,
  rules: RuleSet<LinuxRuleId>,
): readonly R[] {
  const search = { packet, open, rules };
  const connected = packet.protocol === 'udp' && rules.holds('linux.connected-udp-first') ? ownConnection(ordered) : [];
  if (connected.length > 0) return connected;
  const scan = packet.protocol === 'udp' ? scanDatagram : scanListeners;
  const exact = scan(
    ordered.filter((r) => !isWildcard(r.socket.address)),
    search,
  );
  const any = scan(
    ordered.filter((r) => isWildcard(r.socket.address)),
    search,
  );
  const [first, second] = rules.holds('linux.exact-before-any') ? [exact, any] : [any, exact];
  return first.length > 0 ? first : second;
}

interface Search<R> {
  readonly open: readonly R[];
  readonly packet: Packet;
  readonly rules: RuleSet<LinuxRuleId>;
}

/** compute_score() below zero: the socket is not for this packet at all. */
function takes({ socket, peer, onlyFrom }: Receiver, packet: Packet): boolean {
  if (packet.protocol === 'tcp' && socket.state !== 'LISTEN') return false;
  if (socket.device !== undefined && socket.device !== packet.device) return false;
  if (peer !== undefined && !(same(peer.address, packet.from.address) && peer.port === packet.from.port)) return false;
  const to = unmap(packet.to);
  if (onlyFrom !== undefined && to.family === 'inet6' && !same(onlyFrom, packet.from.address)) return false;
  if (socket.address.ip === '::') return to.family === 'inet6' || !socket.v6only;
  const own = unmap(socket.address);
  return own.family === to.family && (isAny(own) || own.ip === to.ip);
}

const same = (a: Address, b: Address): boolean => unmap(a).ip === unmap(b).ip;

/**
 * Whether a socket takes datagrams of the group, IPv4 by ip_mc_sf_allow(), net/ipv4/igmp.c, IPv6 by inet6_mc_check(),
 * net/ipv6/mcast.c, which does not compare the device. A broadcast is no group: every socket takes it.
 */
function isAllowed(
  { socket, memberships = [], multicastAll }: Receiver,
  packet: Packet,
  rules: RuleSet<LinuxRuleId>,
): boolean {
  const group = unmap(packet.to);
  if (
    !isMulticast(group) ||
    (multicastAll ?? defaultMulticastAll(socket.family))[group.family] ||
    !rules.holds('linux.multicast-all')
  )
    return true;
  return memberships.some((m) => same(m.group, group) && (group.family === 'inet6' || m.device === packet.device));
}

/** IP_MULTICAST_ALL of a new socket is off where that is AF_INET6: inet6_create() sets it for IPv6 alone. */
export const defaultMulticastAll = (family: Family): Readonly<Record<Family, boolean>> => ({
  inet: family === 'inet',
  inet6: true,
});

/** A connected socket whose four-tuple fits comes first, the latest first: udp4_lib_lookup4(). */
function ownConnection<R extends Receiver>(ordered: readonly R[]): readonly R[] {
  const connected = ordered.filter((r) => r.peer !== undefined && !isWildcard(r.socket.address));
  return connected.toSorted((a, b) => b.connectedAt - a.connectedAt).slice(0, 1);
}

/** SO_INCOMING_CPU names the CPU that handles the packet. */
export const isOnCpu = ({ incomingCpu }: Receiver, { cpu }: Packet, rules: RuleSet<LinuxRuleId>): boolean =>
  incomingCpu !== undefined && incomingCpu === cpu && rules.holds('linux.incoming-cpu-first');

/** compute_score() of a socket that the packet may be for. */
export function score(receiver: Receiver, { packet, rules }: Pick<Search<unknown>, 'packet' | 'rules'>): number {
  const { socket, peer, onlyFrom } = receiver;
  const cpu = isOnCpu(receiver, packet, rules) ? 1 : 0;
  const family = socket.family === 'inet' && rules.holds('linux.ipv4-before-dual-stack') ? 1 : 0;
  const device = socket.device !== undefined && rules.holds('linux.device-before-none') ? 1 : 0;
  if (packet.protocol === 'tcp') return 1 + family + device + cpu;
  const isFour = unmap(packet.to).family === 'inet';
  const address = peer !== undefined || (onlyFrom !== undefined && !isFour) ? 1 : 0;
  return 1 + family + cpu + (isFour ? 4 : 1) * (address + (peer === undefined ? 0 : 1) + device);
}

/** inet_lhash2_lookup(): the first SO_REUSEPORT group on the way up ends the search. */
function scanListeners<R extends Receiver>(slot: readonly R[], search: Search<R>): readonly R[] {
  let best: R | undefined;
  for (const r of slot) {
    if (best !== undefined && !beats(score(r, search), score(best, search), search)) continue;
    const group = groupOf(r, search);
    if (group.length > 0) return group;
    best = r;
  }
  return best === undefined ? [] : [best];
}

/** udp4_lib_lookup2(): as for listeners, but a group with a connected member is only a candidate. */
function scanDatagram<R extends Receiver>(slot: readonly R[], search: Search<R>): readonly R[] {
  let best = 0;
  let found: readonly R[] = [];
  for (const r of slot) {
    if (!beats(score(r, search), best, search)) continue;
    best = score(r, search);
    const group = r.peer === undefined ? groupOf(r, search).filter((m) => m.peer === undefined) : [];
    if (group.length > 0 && !r.groupConnected) return group;
    found = group.length > 0 ? group : [r];
  }
  return found;
}

/** The first of the best: with new sockets at the head, the newest of equals. */
const beats = (own: number, best: number, { rules }: Search<unknown>): boolean =>
  rules.holds('linux.newest-of-equals') ? own > best : own >= best;

/**
 * reuseport_select_sock(): SO_REUSEPORT is read live, the group is that of the last bind or listen. It is not checked
 * that the packet is for the chosen member, whose device may have been changed since.
 */
function groupOf<R extends Receiver>(r: R, { open, packet, rules }: Search<R>): readonly R[] {
  if (!r.socket.reuseport || r.group === undefined || !rules.holds('linux.reuseport-group')) return [];
  const members = open.filter((m) => m.group === r.group);
  if (rules.holds('linux.incoming-cpu-ignored')) return members;
  const near = members.filter((m) => m.peer === undefined && isOnCpu(m, packet, rules));
  return near.length > 0 ? near : members;
}
