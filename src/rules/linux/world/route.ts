import {
  type Address,
  type Family,
  isAny,
  isLinkLocal,
  isLoopback,
  isMapped,
  LOOPBACK,
  unmap,
} from '../../../model/address.ts';
import { locality } from '../../environment.ts';
import type { Obstacle } from '../call-rule.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** Where a packet of a socket goes, and under which source address. */
export type Route =
  | { readonly kind: 'local'; readonly to: Address; readonly source: Address }
  /** Out by a device; no host answers at its other end. */
  | { readonly kind: 'lost'; readonly to: Address; readonly source: Address }
  | { readonly kind: 'refused'; readonly obstacle: Obstacle }
  | { readonly kind: 'unknown' };

/** The way from `sock` to a destination as connect(2) finds it, IPv4 by ip_route_connect(), IPv6 by ip6_dst_lookup_flow(). */
export function route(state: State, sock: Sock, destination: Address): Route {
  const to = resolved(sock, destination);
  // `::` was turned into a loopback address, IPv4's ANY into the socket's own.
  const isHere = isAny(unmap(destination)) && destination.ip !== '::';
  return unmap(to).family === 'inet' ? routeIpv4(state, sock, to, isHere) : routeIpv6(state, sock, to);
}

const refused = (obstacle: Obstacle): Route => ({ kind: 'refused', obstacle });

/** ANY as a destination is this host: IPv4 takes the socket's own address, IPv6 always loopback. */
function resolved(sock: Sock, destination: Address): Address {
  if (destination.ip === '::') return isMapped(sock.address) ? map(LOOPBACK.inet) : LOOPBACK.inet6;
  if (!isAny(unmap(destination))) return destination;
  const own = unmap(sock.address);
  const four = own.family === 'inet' && !isAny(own) ? own : LOOPBACK.inet;
  return isMapped(destination) ? map(four) : four;
}

const map = (a: Address): Address => ({ family: 'inet6', ip: `::ffff:${a.ip}` });

/** The address in the form that a socket of this family shows. */
export const inFamily = (family: Family, a: Address): Address =>
  family === 'inet6' && a.family === 'inet' ? map(a) : a;

function routeIpv4(state: State, sock: Sock, to: Address, isHere: boolean): Route {
  const target = unmap(to);
  const own = unmap(sock.address);
  const bound = isAny(own) || own.family === 'inet6' ? undefined : own;
  const isLocal = locality(state.env, target) === 'local';
  const refusal = bound === undefined ? undefined : refusedSource(state, bound, target);
  if (refusal !== undefined) return refusal;
  if (sock.device !== undefined && !state.env.zones.has(sock.device)) return refused('no-such-device-to-send');
  const isOnLink = isByDevice(sock) || (sock.device === 'lo' && !isLocal && !isBroadcast(target));
  if (isOnLink) return byDevice(state, sock, target, { bound, isHere });
  if (isBroadcast(target)) return { kind: 'unknown' };
  if (isSpecial(target) || !isLocal) return refused('no-route');
  return {
    kind: 'local',
    to: inFamily(sock.family, target),
    source: inFamily(sock.family, bound ?? preferred(target)),
  };
}

/** Why no packet leaves from the bound address; multicast and broadcast leave over the device that has the address. */
function refusedSource(state: State, bound: Address, target: Address): Route | undefined {
  if (isSpecial(bound) || isSpecial(target)) return { kind: 'unknown' };
  return locality(state.env, bound) === 'local' ? undefined : refused('source-not-local');
}

/** Whether the socket is bound to a device whose other end is not this host. */
export const isByDevice = (sock: Sock): boolean => sock.device !== undefined && sock.device !== 'lo';

interface Source {
  /** The address that the socket is bound to. */
  readonly bound: Address | undefined;
  /** The program named ANY as its destination: then source and destination are one. */
  readonly isHere: boolean;
}

/** Over a device without addresses everything seems on link, under some address of the host: inet_select_addr(). */
function byDevice(state: State, sock: Sock, target: Address, { bound, isHere }: Source): Route {
  const others = [...state.env.addresses.values()]
    .map((a) => a.address)
    .filter((a) => a.family === 'inet' && !isLoopback(a));
  const source = bound ?? (isHere ? target : others[0]);
  if (source === undefined || isSpecial(target)) return { kind: 'unknown' };
  if (isLoopback(source) && isByDevice(sock)) return refused('loopback-over-device');
  return { kind: 'lost', to: inFamily(sock.family, target), source: inFamily(sock.family, source) };
}

/** Multicast, broadcast and "this network": fib_table_lookup() finds no way to them here. */
const isSpecial = (a: Address): boolean => {
  const first = Number(a.ip.split('.')[0]);
  return first === 0 || first >= 224;
};

const isBroadcast = (a: Address): boolean =>
  a.ip.startsWith('127.') && (a.ip === '127.255.255.255' || a.ip === '127.0.0.0');

/** The source that the kernel chooses for a local destination: the preferred source of its local route. */
const preferred = (target: Address): Address => (target.ip.startsWith('127.') ? LOOPBACK.inet : target);

const hasIpv6Address = ({ env }: State): boolean =>
  [...env.addresses.values()].some(({ address }) => address.family === 'inet6');

function routeIpv6(state: State, sock: Sock, to: Address): Route {
  if (to.ip.startsWith('ff') || isLinkLocal(to) || isLinkLocal(sock.address)) return { kind: 'unknown' };
  if (isAny(sock.address) && !hasIpv6Address(state)) return refused('no-ipv6-source');
  if (isByDevice(sock) || locality(state.env, to) !== 'local') return refused('no-route');
  if (isMapped(sock.address)) return refused('mapped-source');
  const bound = isAny(sock.address) ? undefined : sock.address;
  return { kind: 'local', to, source: bound ?? to };
}

/** Whether the answer to a packet with this source reaches this host. */
export const canAnswer = (state: State, source: Address): boolean => locality(state.env, unmap(source)) === 'local';
