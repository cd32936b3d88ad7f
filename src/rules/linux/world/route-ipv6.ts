import { type Address, isAny, isLinkLocal, isLoopback, isMapped, isMulticast } from '../../../model/address.ts';
import { deviceOfAddress, locality, type RuleEnvironment } from '../../environment.ts';
import type { Obstacle } from '../call-rule.ts';
import { isLinkScoped } from '../checks.ts';
import type { Route } from './route.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

const UNKNOWN: Route = { kind: 'unknown' };
const refused = (obstacle: Obstacle): Route => ({ kind: 'refused', obstacle });

/** ip6_dst_lookup_tail(), net/ipv6/ip6_output.c, 6.18. */
export function routeIpv6({ env }: State, sock: Sock, to: Address): Route {
  if (isLinkLocal(to) || isLinkLocal(sock.address) || isMulticast(sock.address)) return UNKNOWN;
  const bound = isAny(sock.address) || isMapped(sock.address) ? undefined : sock.address;
  if (isMulticast(to)) return toGroup(env, sock, to, bound);
  if (bound === undefined && !isMapped(sock.address) && !hasSource(env)) return refused('no-ipv6-source');
  const own = locality(env, to) === 'local' ? deviceOfAddress(env, to) : undefined;
  if (own === undefined || (sock.device !== undefined && sock.device !== own)) return refused('no-route');
  if (isMapped(sock.address)) return refused('mapped-source');
  return { kind: 'local', to, source: bound ?? to, device: own };
}

/** Any IPv6 address of the host, or of one device, from which something may be sent. */
const hasSource = (env: RuleEnvironment, device?: string): boolean => sourceOn(env, device) !== undefined;

function sourceOn(env: RuleEnvironment, device: string | undefined): Address | undefined {
  for (const { address, state, interface: name } of env.addresses.values())
    if (address.family === 'inet6' && state === 'ok' && (device === undefined || name === device)) return address;
  return undefined;
}

/** Only devices other than `lo` have a route to ff00::/8: addrconf_add_mroute(), net/ipv6/addrconf.c. */
function toGroup(env: RuleEnvironment, sock: Sock, to: Address, bound: Address | undefined): Route {
  const zone = to.zone === undefined ? undefined : (env.zones.get(to.zone) ?? to.zone);
  const device = zone ?? sock.device ?? sock.multicastIf.inet6;
  const isElsewhere = zone !== undefined && sock.device !== undefined && sock.device !== zone;
  if (isMapped(sock.address) || isElsewhere) return UNKNOWN;
  if (device === 'lo') return none(env, bound);
  if (device !== undefined) return env.zones.has(device) ? byDevice(env, to, device, bound) : UNKNOWN;
  return !isLinkScoped(to) && env.zones.size === loopbackNames(env) ? none(env, bound) : UNKNOWN;
}

function byDevice(env: RuleEnvironment, to: Address, device: string, bound: Address | undefined): Route {
  const source = bound ?? sourceOn(env, device);
  if (source === undefined) return isLinkScoped(to) ? refused('no-ipv6-source') : UNKNOWN;
  const group = { family: to.family, ip: to.ip } as const;
  // Only `lo` takes in what says to come from ::1: ip6_rcv_core().
  return isLoopback(source)
    ? { kind: 'lost', to: group, source }
    : { kind: 'group', to: group, source, device, broadcast: false };
}

const none = (env: RuleEnvironment, bound: Address | undefined): Route =>
  refused(bound === undefined && !hasSource(env) ? 'no-ipv6-source' : 'no-route');

/** The name and the index of `lo`. */
const loopbackNames = (env: RuleEnvironment): number => [...env.zones.values()].filter((name) => name === 'lo').length;
