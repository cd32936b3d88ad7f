import { type Address, isAny, isLinkLocal, isLoopback, isMapped, isMulticast, unmap } from '../../model/address.ts';
import { locality, onDevice, type RuleEnvironment } from '../environment.ts';
import type { CheckRule } from '../rule.ts';
import type { RuleSocket } from '../rule-socket.ts';
import { noExclusive } from '../shared/checks.ts';
import { isCommon } from './common-addresses.ts';
import { inOtherVrf4, inOtherVrf6 } from './vrf-checks.ts';

const nonlocalAllowed = (env: RuleEnvironment, p: RuleSocket): boolean =>
  p.freebind || env.nonlocalBind[isMapped(p.address) ? 'inet' : p.family];

/** Groups of one host or one link. */
export const isLinkScoped = (a: Address): boolean => /^ff[0-9a-f][12]:/.test(a.ip);

/** __ipv6_addr_needs_scope_id() */
export const needsScope = (a: Address): boolean => isLinkLocal(a) || isLinkScoped(a);

const isMulticast6 = (a: Address): boolean => a.family === 'inet6' && isMulticast(a);

const absent = (env: RuleEnvironment, p: RuleSocket): boolean =>
  !nonlocalAllowed(env, p) &&
  !isCommon(onDevice(env, p.device), unmap(p.address)) &&
  !isMulticast6(p.address) &&
  locality(onDevice(env, p.device), scoped(p)) === 'absent';

/** A link-local address without a zone is that of the socket's device. */
const scoped = ({ address, device }: RuleSocket): Address =>
  isLinkLocal(address) && address.zone === undefined && device !== undefined ? { ...address, zone: device } : address;

/** ::1 or a link-local address that another device has, and not the socket's. */
function isElsewhere(env: RuleEnvironment, p: RuleSocket): boolean {
  if (p.family !== 'inet6' || p.device === undefined) return false;
  const own = onDevice(env, p.device);
  const isAbsent = isLoopback(p.address)
    ? own.addresses.get(p.address.ip)?.interface !== p.device
    : isLinkLocal(p.address) && locality(own, { ...p.address, zone: p.device }) === 'absent';
  return isAbsent && [env, ...env.vrfs.values()].some((table) => hasSomewhere(table, p.address));
}

const hasSomewhere = ({ addresses }: RuleEnvironment, { ip }: Address): boolean =>
  [...addresses.values()].some(({ address }) => address.ip === ip);

const knownZone = (env: RuleEnvironment, p: RuleSocket): boolean =>
  [p.address.zone, p.device].every((name) => name === undefined || env.zones.has(name));

/** The refusals that do not depend on other sockets, in the order of __inet_bind() and __inet6_bind(). */
export const LINUX_CHECKS = [
  noExclusive('linux', 'documented'),
  {
    id: 'linux.family-unsupported',
    sentence: 'On a kernel without IPv6 no IPv6 socket can be opened.',
    condition: 'AF_INET6 on a kernel built without IPv6 or started with ipv6.disable=1',
    source: '__sock_create(), net/socket.c, 6.18',
    certainty: 'from source, not run',
    why: '{newcomer} needs an IPv6 socket, and this kernel has no IPv6',
    call: 'socket',
    decision: 'EAFNOSUPPORT',
    applies: ({ env, newcomer }) => newcomer.family === 'inet6' && !env.ipv6,
  },
  {
    id: 'linux.no-such-device',
    sentence: 'SO_BINDTODEVICE needs an interface that exists.',
    condition: 'SO_BINDTODEVICE with a name that no interface has',
    source: 'sock_setbindtodevice(), net/core/sock.c, 6.18',
    certainty: 'run',
    why: '{newcomer} asks for an interface that does not exist',
    call: 'setsockopt',
    decision: 'ENODEV',
    // The scope of an address is looked up by bind(2).
    applies: ({ env, newcomer: { device, address } }) =>
      device !== undefined && address.zone === undefined && !env.zones.has(device),
  },
  {
    id: 'linux.wrong-family',
    sentence: "bind(2) takes an address of the socket's own family.",
    condition: 'an AF_INET6 address on an AF_INET socket',
    source: '__inet_bind(), net/ipv4/af_inet.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is an IPv6 address, and the socket is AF_INET',
    call: 'bind',
    decision: 'EAFNOSUPPORT',
    applies: ({ newcomer }) => newcomer.family === 'inet' && newcomer.address.family === 'inet6',
  },
  {
    id: 'linux.short-address',
    sentence: 'A sockaddr_in is too short for an IPv6 socket, which says EINVAL before it looks at the family.',
    condition: 'an AF_INET address, 16 bytes, on an AF_INET6 socket',
    source: 'inet6_bind_sk(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is an IPv4 address, too short for an AF_INET6 socket',
    call: 'bind',
    decision: 'EINVAL',
    applies: ({ newcomer }) => newcomer.family === 'inet6' && newcomer.address.family === 'inet',
  },
  {
    id: 'linux.ipv6-multicast-stream',
    sentence: 'A TCP socket does not bind to an IPv6 multicast address.',
    condition: 'TCP, address in ff00::/8',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is a multicast address, and the socket is TCP',
    call: 'bind',
    decision: 'EINVAL',
    applies: ({ newcomer }) => newcomer.protocol === 'tcp' && isMulticast6(newcomer.address),
  },
  inOtherVrf4(absent),
  {
    id: 'linux.address-not-local',
    sentence:
      'An IPv4 socket binds only to an address that this host has, unless IP_FREEBIND, IP_TRANSPARENT or ip_nonlocal_bind waives it.',
    condition:
      'IPv4, not 0.0.0.0, not in the local routing table, which a namespace has once its lo was up; no IP_FREEBIND, no IP_TRANSPARENT, no net.ipv4.ip_nonlocal_bind',
    source: '__inet_bind(), net/ipv4/af_inet.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an address that this host does not have',
    call: 'bind',
    decision: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) => newcomer.family === 'inet' && absent(env, newcomer),
  },
  {
    id: 'linux.privileged-port',
    sentence: 'A port below net.ipv4.ip_unprivileged_port_start needs CAP_NET_BIND_SERVICE.',
    condition:
      "0 < port < net.ipv4.ip_unprivileged_port_start, without CAP_NET_BIND_SERVICE in the namespace's user namespace",
    source: '__inet_bind(), net/ipv4/af_inet.c, and __inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is a privileged port, and the caller has no CAP_NET_BIND_SERVICE',
    call: 'bind',
    decision: 'EACCES',
    applies: ({ env, newcomer, privileged = env.privileged }) =>
      newcomer.port > 0 && newcomer.port < env.unprivilegedPortStart && !privileged,
    isUnsure: ({ env, privileged }) => env.privilegeUnread && privileged === undefined,
  },
  {
    id: 'linux.already-bound',
    sentence: 'A socket is bound once: one that has a port, or is connected or listening, cannot be bound again.',
    condition: 'the socket has a port, or is not closed',
    source: '__inet_bind(), net/ipv4/af_inet.c, and __inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: 'the socket that asks for {newcomer} has a port already',
    call: 'bind',
    decision: 'EINVAL',
    applies: ({ busy = false }) => busy,
  },
  {
    id: 'linux.mapped-on-v6only',
    sentence: 'A socket with IPV6_V6ONLY does not bind to a v4-mapped address.',
    condition: 'IPv6 socket with IPV6_V6ONLY, address in ::ffff:0:0/96',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is a v4-mapped address, and the socket has IPV6_V6ONLY',
    call: 'bind',
    decision: 'EINVAL',
    applies: ({ newcomer }) => newcomer.family === 'inet6' && newcomer.v6only && isMapped(newcomer.address),
  },
  {
    id: 'linux.link-local-without-scope',
    sentence: 'A link-local address is bound only together with its interface.',
    condition: 'address in fe80::/10, or link-local multicast, no scope id, no bound device',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is link-local, and no interface is named',
    call: 'bind',
    decision: 'EINVAL',
    applies: ({ newcomer }) => needsScope(newcomer.address) && newcomer.device === undefined,
  },
  {
    id: 'linux.no-such-interface',
    sentence: 'The scope of a specific IPv6 address must be an interface that exists.',
    condition: 'specific IPv6 address, scope id or bound device without an interface',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an interface that does not exist',
    call: 'bind',
    decision: 'ENODEV',
    applies: ({ env, newcomer }) =>
      newcomer.family === 'inet6' && !isAny(newcomer.address) && !knownZone(env, newcomer),
  },
  {
    id: 'linux.address-on-other-device',
    sentence: 'Bound to a device, an IPv6 socket takes ::1 and link-local addresses of that device only.',
    condition:
      'IPv6 address of host or link scope, bound device, the address on another one; no IP_FREEBIND, no ip_nonlocal_bind',
    source: 'ipv6_chk_addr_and_flags(), net/ipv6/addrconf.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an address of another device than the socket is bound to',
    call: 'bind',
    decision: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) => !nonlocalAllowed(env, newcomer) && isElsewhere(env, newcomer),
  },
  {
    id: 'linux.address-tentative',
    sentence: 'An IPv6 address cannot be bound while duplicate address detection runs, or after it failed.',
    condition: 'IFA_F_TENTATIVE on the address, no IP_FREEBIND, no net.ipv6.ip_nonlocal_bind',
    source: 'ipv6_chk_addr(), net/ipv6/addrconf.c, 6.18; RFC 4862 5.4',
    certainty: 'run',
    why: '{newcomer} names an address that is tentative: duplicate address detection has not passed it',
    call: 'bind',
    decision: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) =>
      !nonlocalAllowed(env, newcomer) && locality(onDevice(env, newcomer.device), newcomer.address) === 'tentative',
  },
  inOtherVrf6(absent),
  {
    id: 'linux.ipv6-address-not-local',
    sentence:
      'An IPv6 socket binds only to an address that this host has, unless IP_FREEBIND, IP_TRANSPARENT or ip_nonlocal_bind waives it.',
    condition:
      'IPv6 socket, not ::, address on no interface (v4-mapped: not in the local table), no IP_FREEBIND, no IP_TRANSPARENT, no ip_nonlocal_bind',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an address that this host does not have',
    call: 'bind',
    decision: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) => newcomer.family === 'inet6' && absent(env, newcomer),
  },
] as const satisfies readonly CheckRule<`linux.${string}`>[];
