import {
  type Address,
  addressBytes,
  type Family,
  formatAddress,
  isAny,
  isMapped,
  subnetBroadcast,
  subnetStart,
  unmap,
} from '../model/address.ts';
import type { HeldSocket, Host, LocalAddress } from '../model/host.ts';
import { type RuleSocket, ruleSocketOfHeld } from './rule-socket.ts';

/** Everything about a host that a rule may ask for. */
export interface RuleEnvironment extends AddressTable {
  readonly uid: number;
  /** May bind below `unprivilegedPortStart`: CAP_NET_BIND_SERVICE, or root on systems without capabilities. */
  readonly privileged: boolean;
  /** That could not be read, or the limit could not: `privileged` and `unprivilegedPortStart` are what is usual. */
  readonly privilegeUnread: boolean;
  /** net.ipv4.ip_unprivileged_port_start */
  readonly unprivilegedPortStart: number;
  /** net.ipv6.bindv6only: the IPV6_V6ONLY of a new socket. */
  readonly bindv6only: boolean;
  /** ip_nonlocal_bind of each family. */
  readonly nonlocalBind: Readonly<Record<Family, boolean>>;
  /** AF_INET6 sockets exist. */
  readonly ipv6: boolean;
  /** No IPv4 address was ever up, not even that of `lo`. */
  readonly noLocalTable: boolean;
  /** All that is known, by the kernel's own names. */
  readonly sysctls: Readonly<Record<string, string>>;
  /** Interface names, also under their index: the zones that a link-local address may have. */
  readonly zones: ReadonlyMap<string, string>;
  /** Other sockets of this namespace, the oldest first. */
  readonly held: readonly RuleSocket[];
  /** For a socket on an interface that is in a VRF, by the interface's name: see `onDevice`. */
  readonly vrfs: ReadonlyMap<string, RuleEnvironment>;
}

/** The addresses of a host that are in no VRF, or in one. */
interface AddressTable {
  /** By formatAddress(). */
  readonly addresses: ReadonlyMap<string, LocalAddress>;
  /** IPv4 addresses and broadcast addresses that were taken out of the table local. */
  readonly unrouted: ReadonlySet<string>;
  /** IPv4 prefixes of the loopback interface, and others in the table local (ip-route(8)): all of their addresses are local. */
  readonly localPrefixes: readonly Prefix[];
  /** The broadcast address of each IPv4 subnet, with the interface that it is of. */
  readonly broadcasts: ReadonlyMap<string, string>;
  /** IPv4 prefixes of the other interfaces: their addresses are on link. */
  readonly subnets: readonly Prefix[];
}

export interface Prefix {
  readonly bits: number;
  /** The network part, as an unsigned 32-bit number. */
  readonly network: number;
}

/** Where a specific address stands on this host. */
export type Locality = 'local' | 'tentative' | 'absent';

/** IPV6_V6ONLY of a new socket. `v6only`: where the rules say what it is, and not the host. */
export const v6onlyOf = ({ facts }: Host, v6only?: boolean): boolean =>
  v6only ?? (facts.sysctls['net.ipv6.bindv6only'] ?? '0') !== '0';

/** `v6only`: where the rules say what IPV6_V6ONLY of a new socket is, and not the host. */
export function environmentOf(host: Host, held: readonly HeldSocket[], v6only?: boolean): RuleEnvironment {
  const { facts } = host;
  const flag = (name: string): boolean => (facts.sysctls[name] ?? '0') !== '0';
  const bindv6only = v6onlyOf(host, v6only);
  const main: RuleEnvironment = {
    uid: facts.uid,
    privileged: facts.capabilities.includes('CAP_NET_BIND_SERVICE') || (facts.os !== 'linux' && facts.uid === 0),
    privilegeUnread: facts.unread !== undefined,
    unprivilegedPortStart: Number(facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? '1024'),
    bindv6only,
    nonlocalBind: { inet: flag('net.ipv4.ip_nonlocal_bind'), inet6: flag('net.ipv6.ip_nonlocal_bind') },
    ipv6: host.ipv6,
    noLocalTable: host.noLocalTable === true,
    sysctls: facts.sysctls,
    ...addressTable(host, undefined),
    // Names come last and win: an interface may be named like the index of another.
    zones: new Map([
      ...host.interfaces.map((i) => [String(i.index), i.name] as const),
      ...host.interfaces.map((i) => [i.name, i.name] as const),
    ]),
    held: held.map((h) => ruleSocketOfHeld(h, bindv6only)),
    vrfs: new Map(),
  };
  return host.interfaces.some(({ vrf }) => vrf !== undefined) ? { ...main, vrfs: vrfEnvironments(host, main) } : main;
}

/** The addresses that count for a socket on an interface of this VRF, or on none. */
function addressTable(host: Host, vrf: string | undefined): AddressTable {
  const vrfOf = new Map(host.interfaces.map((i) => [i.name, i.vrf]));
  const loopbacks = new Set(host.interfaces.filter((i) => i.loopback).map((i) => i.name));
  const own = host.addresses.filter((a) => vrfOf.get(a.interface) === vrf);
  const four = own.filter((a) => a.address.family === 'inet');
  const nameOf = new Map(host.interfaces.map((i) => [i.index, i.name]));
  const routes = vrf === undefined ? (host.localRoutes ?? []) : [];
  const gone = vrf === undefined ? (host.unrouted ?? []) : [];
  const unrouted = new Set(gone.filter(({ prefix }) => prefix === 32).map(({ address }) => address.ip));
  const isGone = ({ address, prefix }: LocalAddress): boolean =>
    gone.some(
      (one) => one.kind === 'local' && one.prefix === prefix && subnetStart(address, prefix) === one.address.ip,
    );
  const broadcasts = [
    ...four.filter((a) => a.prefix < 31).map((a) => [subnetBroadcast(a.address, a.prefix), a.interface] as const),
    ...routes
      .filter(({ kind }) => kind === 'broadcast')
      .map((one) => [one.address.ip, nameOf.get(one.index) ?? 'lo'] as const),
  ];
  return {
    unrouted,
    addresses: new Map(own.map((a) => [formatAddress(a.address), a])),
    localPrefixes: [
      ...four.filter((a) => loopbacks.has(a.interface) && !isGone(a)),
      ...routes.filter(({ kind }) => kind === 'local'),
    ].map(prefixOf),
    broadcasts: new Map(broadcasts.filter(([ip]) => !unrouted.has(ip))),
    subnets: four.filter((a) => !loopbacks.has(a.interface) && a.prefix < 32).map(prefixOf),
  };
}

function vrfEnvironments(host: Host, main: RuleEnvironment): ReadonlyMap<string, RuleEnvironment> {
  const names = new Set(host.interfaces.flatMap(({ vrf }) => vrf ?? []));
  const byVrf = new Map([...names].map((vrf) => [vrf, { ...main, noLocalTable: false, ...addressTable(host, vrf) }]));
  return new Map(
    host.interfaces.flatMap(({ name, vrf }) => {
      const own = vrf === undefined ? undefined : byVrf.get(vrf);
      return own === undefined ? [] : [[name, own] as const];
    }),
  );
}

/**
 * The environment of a socket that is bound to this device: in a VRF, the addresses of the VRF are local, and no others;
 * outside of it they are not (l3mdev_fib_table_by_index(), __ipv6_chk_addr_and_flags()).
 */
export const onDevice = (env: RuleEnvironment, device: string | undefined): RuleEnvironment =>
  (device === undefined ? undefined : env.vrfs.get(device)) ?? env;

/** The namespace of a trial: what its sandbox sets counts too where the host does not tell it. */
export function trialEnvironment(host: Host, set: Readonly<Record<string, string>>): RuleEnvironment {
  const { facts } = host;
  return environmentOf({ ...host, facts: { ...facts, sysctls: { ...set, ...facts.sysctls } } }, []);
}

/** Whether this host has the address; the wildcard addresses are local everywhere. */
export function locality(env: RuleEnvironment, address: Address): Locality {
  if (isAny(address) || unmap(address).ip === '0.0.0.0') return 'local';
  const plain = isMapped(address) ? unmap(address) : address;
  const zone = plain.zone === undefined ? undefined : env.zones.get(plain.zone);
  const known = env.addresses.get(zone === undefined ? formatAddress(plain) : `${plain.ip}%${zone}`);
  if (known !== undefined && !env.unrouted.has(plain.ip))
    return known.state === 'tentative' || known.state === 'dadfailed' ? 'tentative' : 'local';
  if (plain.family === 'inet6') return 'absent';
  return env.localPrefixes.some((p) => networkOf(plain, p.bits) === p.network) ? 'local' : 'absent';
}

/** The interface whose subnet has this IPv4 broadcast address: fib_add_ifaddr(), net/ipv4/fib_frontend.c. */
export const broadcastDevice = (env: RuleEnvironment, address: Address): string | undefined =>
  env.broadcasts.get(address.ip);

/** The interface that a local address is of. */
export function deviceOfAddress(env: RuleEnvironment, address: Address): string | undefined {
  const known = env.addresses.get(formatAddress(address)) ?? env.addresses.get(address.ip);
  return known?.interface ?? (locality(env, address) === 'local' ? 'lo' : undefined);
}

/** Whether an IPv4 address lies in the subnet of an interface, where a host might have it. */
export const isOnLink = (env: RuleEnvironment, address: Address): boolean =>
  env.subnets.some((p) => networkOf(address, p.bits) === p.network);

const prefixOf = ({ address, prefix: bits }: Pick<LocalAddress, 'address' | 'prefix'>): Prefix => ({
  bits,
  network: networkOf(address, bits),
});

function networkOf(address: Address, bits: number): number {
  const value = addressBytes(address).reduce((sum, byte) => sum * 256 + byte, 0);
  return bits === 0 ? 0 : Math.floor(value / 2 ** (32 - bits));
}
