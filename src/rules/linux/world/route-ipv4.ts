import {
  type Address,
  isAny,
  isLimitedBroadcast,
  isLoopback,
  isMulticast,
  isReserved,
  LOOPBACK,
  unmap,
} from '../../../model/address.ts';
import { broadcastDevice, deviceOfAddress, isOnLink, locality, type RuleEnvironment } from '../../environment.ts';
import type { Obstacle } from '../call-rule.ts';
import type { Route } from './route.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

interface Destination {
  /** IPv4 */
  readonly target: Address;
  /** The program named ANY as its destination: then source and destination are one. */
  readonly isHere: boolean;
}

/** ip_route_output_key_hash_rcu(), net/ipv4/route.c, 6.18. */
export function routeIpv4({ env }: State, sock: Sock, { target, isHere }: Destination): Route {
  const bound = sourceOf(env, sock);
  if (bound !== undefined && isForEach(bound)) return refused('group-as-source');
  if (bound !== undefined && isReserved(bound)) return UNKNOWN;
  if (bound !== undefined && !sock.transparent && !isOwn(env, bound)) return refused('source-not-local');
  if (isForEach(target)) return toGroup(env, sock, target, bound);
  const { device } = sock;
  if (device !== undefined && !env.zones.has(device)) return refused('no-such-device-to-send');
  const broadcast = broadcastDevice(env, target);
  if (broadcast !== undefined) return toBroadcast(env, sock, { target, device: broadcast }, bound);
  if (isReserved(target)) return bound === undefined && device === undefined ? refused('no-route') : UNKNOWN;
  return toHost(env, device, { target, bound, isHere });
}

/** To an address that one host has: this one, another one on link, or none. */
function toHost(
  env: RuleEnvironment,
  device: string | undefined,
  { target, bound, isHere }: Omit<Hop, 'device'> & Destination,
): Route {
  const own = locality(env, target) === 'local' ? deviceOfAddress(env, target) : undefined;
  // What goes out by `lo` comes in again, whatever its address: RTCF_LOCAL of __mkroute_output(). Who answers is not known.
  if (device !== undefined && device !== own)
    return device === 'lo' ? UNKNOWN : onLink(env, { target, device, bound, isHere });
  if (own === undefined) return isOnLink(env, target) ? UNKNOWN : refused('no-route');
  // The preferred source of the local route.
  const source = bound ?? (isLoopback(target) ? LOOPBACK.inet : target);
  return { kind: 'local', to: target, source, device: own };
}

const UNKNOWN: Route = { kind: 'unknown' };
const refused = (obstacle: Obstacle): Route => ({ kind: 'refused', obstacle });

/** An AF_INET socket that is bound to a group or a broadcast address sends from one of the device: __inet_bind(). */
export function sourceOf(env: RuleEnvironment, { address, family }: Sock): Address | undefined {
  const own = unmap(address);
  if (own.family === 'inet6' || isAny(own)) return undefined;
  const isNone = family === 'inet' && (isForEach(own) || broadcastDevice(env, own) !== undefined);
  return isNone ? undefined : own;
}

const isOwn = (env: RuleEnvironment, address: Address): boolean =>
  locality(env, address) === 'local' && broadcastDevice(env, address) === undefined;

const isForEach = (a: Address): boolean => isMulticast(a) || isLimitedBroadcast(a);

/** By the bound device, by IP_MULTICAST_IF, by the device that has the source address; there is no route to groups. */
function toGroup(env: RuleEnvironment, sock: Sock, target: Address, bound: Address | undefined): Route {
  const device =
    sock.device ??
    (isMulticast(target) ? sock.multicastIf.inet : undefined) ??
    (bound === undefined ? undefined : deviceOfAddress(env, bound));
  if (device === undefined) return refused('no-route');
  if (!env.zones.has(device)) return refused('no-such-device-to-send');
  return byGroupDevice(env, { target, device, bound }, isLimitedBroadcast(target));
}

/** To the broadcast address of a subnet; by another device than the subnet's it is an address like any other. */
function toBroadcast(
  env: RuleEnvironment,
  sock: Sock,
  { target, device }: Pick<Hop, 'target' | 'device'>,
  bound: Address | undefined,
): Route {
  if (sock.device === undefined || sock.device === device) return byGroupDevice(env, { target, device, bound }, true);
  if (sock.device === 'lo') return UNKNOWN;
  return onLink(env, { target, device: sock.device, bound, isHere: false });
}

interface Hop {
  readonly target: Address;
  readonly device: string;
  /** The address that the socket is bound to. */
  readonly bound: Address | undefined;
}

function byGroupDevice(env: RuleEnvironment, { target, device, bound }: Hop, broadcast: boolean): Route {
  const isLoop = broadcast && device === 'lo' && isLoopback(target);
  const source = bound ?? (isLoop ? LOOPBACK.inet : selected(env, device));
  if (source === undefined) return UNKNOWN;
  if (isLoopback(source) && device !== 'lo') return refused('loopback-over-device');
  return { kind: 'group', to: target, source, device, broadcast };
}

/** Over a device that has no such subnet everything seems on link: the routing tables are taken to be wrong. */
function onLink(env: RuleEnvironment, { target, device, bound, isHere }: Hop & Destination): Route {
  // ANY is then the device's own address.
  if (isHere && bound === undefined && [...env.addresses.values()].some((one) => one.interface === device))
    return UNKNOWN;
  const source = bound ?? (isHere ? target : selected(env, device));
  if (source === undefined) return UNKNOWN;
  if (isLoopback(source) && device !== 'lo') return refused('loopback-over-device');
  return { kind: 'lost', to: target, source };
}

/** inet_select_addr(): an address of the device, else any other of the host; none of host scope. */
function selected(env: RuleEnvironment, device: string): Address | undefined {
  const all = [...env.addresses.values()].filter(({ address: a }) => a.family === 'inet' && !isLoopback(a));
  return (all.find((one) => one.interface === device) ?? all[0])?.address;
}
