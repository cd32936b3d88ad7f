import { type Address, isAny, unmap } from '../../model/address.ts';
import type { RuleSocket } from '../rule-socket.ts';
import type { Packet, Receiver } from '../rule.ts';

/**
 * Who gets a packet that opens a connection, or a datagram: several where a hash decides among a SO_REUSEPORT group.
 * Source: __inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(), net/ipv4/udp.c, 6.18.
 */
export function linuxDeliver<R extends Receiver>(
  open: readonly R[],
  packet: Packet,
  off: ReadonlySet<string>,
): readonly R[] {
  const seated = open
    .filter((r) => r.party.protocol === packet.protocol && r.party.port === packet.port && takes(r, packet))
    .toSorted((a, b) => a.seat - b.seat);
  const search = { packet, off, open };
  const connected = packet.protocol === 'udp' && !off.has(CONNECTED_FIRST) ? ownConnection(seated) : [];
  if (connected.length > 0) return connected;
  const scan = packet.protocol === 'udp' ? scanDatagram : scanListeners;
  const exact = scan(
    seated.filter((r) => !isWildcard(r.party)),
    search,
  );
  const any = scan(
    seated.filter((r) => isWildcard(r.party)),
    search,
  );
  const [first, second] = off.has(EXACT_FIRST) ? [any, exact] : [exact, any];
  return first.length > 0 ? first : second;
}

const CONNECTED_FIRST = 'linux.connected-udp-first';
const EXACT_FIRST = 'linux.exact-before-any';
const DEVICE_FIRST = 'linux.device-before-none';
const IPV4_FIRST = 'linux.ipv4-before-dual-stack';
const GROUP = 'linux.reuseport-group';
const NEWEST = 'linux.newest-of-equals';

interface Search<R> {
  readonly open: readonly R[];
  readonly packet: Packet;
  readonly off: ReadonlySet<string>;
}

const isWildcard = (p: RuleSocket): boolean => isAny(unmap(p.address));

/** compute_score() below zero: the socket is not for this packet at all. */
function takes({ party, peer, onlyFrom }: Receiver, packet: Packet): boolean {
  if (packet.protocol === 'tcp' && party.state !== 'LISTEN') return false;
  if (party.device !== undefined && party.device !== packet.device) return false;
  if (peer !== undefined && !(same(peer.address, packet.from.address) && peer.port === packet.from.port)) return false;
  const to = unmap(packet.to);
  if (onlyFrom !== undefined && to.family === 'inet6' && !same(onlyFrom, packet.from.address)) return false;
  if (party.address.ip === '::') return to.family === 'inet6' || !party.v6only;
  const own = unmap(party.address);
  return own.family === to.family && (isAny(own) || own.ip === to.ip);
}

const same = (a: Address, b: Address): boolean => unmap(a).ip === unmap(b).ip;

/** A connected socket whose four-tuple fits comes first, the last to connect foremost: udp4_lib_lookup4(). */
function ownConnection<R extends Receiver>(seated: readonly R[]): readonly R[] {
  const connected = seated.filter((r) => r.peer !== undefined && !isWildcard(r.party));
  return connected.toSorted((a, b) => b.connectedAt - a.connectedAt).slice(0, 1);
}

function score({ party, peer, onlyFrom }: Receiver, { packet, off }: Search<unknown>): number {
  const family = party.family === 'inet' && !off.has(IPV4_FIRST) ? 1 : 0;
  const device = party.device === undefined || off.has(DEVICE_FIRST) ? 0 : 1;
  if (packet.protocol === 'tcp') return 1 + family + device;
  const isFour = unmap(packet.to).family === 'inet';
  const address = peer !== undefined || (onlyFrom !== undefined && !isFour) ? 1 : 0;
  return 1 + family + (isFour ? 4 : 1) * (address + (peer === undefined ? 0 : 1) + device);
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
const beats = (own: number, best: number, { off }: Search<unknown>): boolean =>
  off.has(NEWEST) ? own >= best : own > best;

/**
 * reuseport_select_sock(): SO_REUSEPORT is read live, the group is that of the last bind or listen. Nobody asks whether the
 * packet is for the chosen member, whose device may have been changed since.
 */
function groupOf<R extends Receiver>(r: R, { open, off }: Search<R>): readonly R[] {
  if (!r.party.reuseport || r.group === undefined || off.has(GROUP)) return [];
  return open.filter((m) => m.group === r.group);
}

/** New sockets go to the head of their list, IPv6 ones with SO_REUSEPORT to its tail: __inet_hash(), udp_lib_get_port(). */
export const seatOf = (party: RuleSocket, turn: number): number =>
  party.reuseport && party.family === 'inet6' ? turn : -turn;

/** Whether two sockets form one SO_REUSEPORT group: inet_reuseport_add_sock(), udp_reuseport_add_sock(). */
export const shareGroup = (a: RuleSocket, b: RuleSocket): boolean => b.reuseport && groupKey(a) === groupKey(b);

/** What the sockets of one SO_REUSEPORT group have in common. */
export const groupKey = ({ family, address, port, v6only, device, uid }: RuleSocket): string =>
  `${family} ${address.ip} ${port} ${v6only} ${uid} ${device ?? ''}`;
