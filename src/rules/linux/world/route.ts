import { type Address, ANY, type Family, isAny, isMapped, LOOPBACK, unmap } from '../../../model/address.ts';
import { locality } from '../../environment.ts';
import type { Obstacle } from '../call-rule.ts';
import { routeIpv4, sourceOf } from './route-ipv4.ts';
import { routeIpv6 } from './route-ipv6.ts';
import type { Sock } from './sock.ts';
import { type State, sameIp } from './state.ts';

/** Where a packet of a socket goes, and under which source address. */
export type Route =
  | LocalRoute
  | GroupRoute
  /** Out by a device; no host answers at its other end. */
  | { readonly kind: 'lost'; readonly to: Address; readonly source: Address }
  | { readonly kind: 'refused'; readonly obstacle: Obstacle }
  | { readonly kind: 'unknown' };

/** To an address of this host. */
export interface LocalRoute {
  readonly kind: 'local';
  readonly to: Address;
  readonly source: Address;
  /** The interface that the packet is considered to come in by: that of the address, not `lo`. */
  readonly device: string;
}

/** To a multicast or broadcast address: out by a device, and back to the sockets of this host. */
export interface GroupRoute extends Omit<LocalRoute, 'kind'> {
  readonly kind: 'group';
  readonly broadcast: boolean;
}

/** The way from `sock` to a destination as connect(2) finds it, IPv4 by ip_route_connect(), IPv6 by ip6_dst_lookup_flow(). */
export function route(state: State, sock: Sock, destination: Address): Route {
  if (hasOtherSource(state, sock) && !sameIp(destination, sock.peer?.address ?? ANY.inet)) return { kind: 'unknown' };
  const to = resolved(state, sock, destination);
  // `::` was turned into a loopback address, IPv4's ANY into the socket's own.
  const isHere = isAny(unmap(destination)) && destination.ip !== '::';
  if (unmap(to).family === 'inet6') return routeIpv6(state, sock, to);
  const way = routeIpv4(state, sock, { target: unmap(to), isHere });
  return 'to' in way ? { ...way, to: inFamily(sock.family, way.to), source: inFamily(sock.family, way.source) } : way;
}

/** A UDP socket that is bound to a group keeps as its source what its first connect(2) has found: __ip4_datagram_connect(). */
const hasOtherSource = ({ env }: State, sock: Sock): boolean =>
  sock.protocol === 'udp' &&
  sock.connectedAt > 0 &&
  unmap(sock.address).family === 'inet' &&
  !isAny(unmap(sock.address)) &&
  sourceOf(env, sock) === undefined;

/** ANY as a destination is this host: IPv4 takes the socket's own address, IPv6 always loopback. */
function resolved({ env }: State, sock: Sock, destination: Address): Address {
  if (destination.ip === '::') return isMapped(sock.address) ? map(LOOPBACK.inet) : LOOPBACK.inet6;
  if (!isAny(unmap(destination))) return destination;
  const four = sourceOf(env, sock) ?? LOOPBACK.inet;
  return isMapped(destination) ? map(four) : four;
}

const map = (a: Address): Address => ({ family: 'inet6', ip: `::ffff:${a.ip}` });

/** The address in the form that a socket of this family shows. */
export const inFamily = (family: Family, a: Address): Address =>
  family === 'inet6' && a.family === 'inet' ? map(a) : a;

/** Whether the socket is bound to a device whose other end is not this host. */
export const isByDevice = (sock: Sock): boolean => sock.device !== undefined && sock.device !== 'lo';

/** Whether the answer to a packet with this source reaches this host. */
export const canAnswer = (state: State, source: Address): boolean => locality(state.env, unmap(source)) === 'local';
