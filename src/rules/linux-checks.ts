import { isAny, isLinkLocal, isMapped } from '../model/address.ts';
import { locality, type RuleEnvironment } from './environment.ts';
import type { Party } from './party.ts';
import type { CheckRule } from './rule.ts';

const nonlocalAllowed = (env: RuleEnvironment, p: Party): boolean =>
  p.freebind || env.nonlocalBind[isMapped(p.address) ? 'inet' : p.family];

const absent = (env: RuleEnvironment, p: Party): boolean => !nonlocalAllowed(env, p) && locality(env, p.address) === 'absent';

const knownZone = (env: RuleEnvironment, p: Party): boolean =>
  p.address.zone === undefined || env.zones.has(p.address.zone);

/** What a socket is refused for by itself, in the order of __inet_bind() and __inet6_bind(). */
export const LINUX_CHECKS: readonly CheckRule[] = [
  {
    id: 'linux.family-unsupported',
    sentence: 'On a kernel without IPv6 no IPv6 socket can be opened.',
    condition: 'AF_INET6 on a kernel built without IPv6 or started with ipv6.disable=1',
    source: '__sock_create(), net/socket.c, 6.18',
    certainty: 'from source, not run',
    why: '{newcomer} needs an IPv6 socket, and this kernel has no IPv6',
    call: 'socket',
    errno: 'EAFNOSUPPORT',
    applies: ({ env, newcomer }) => newcomer.family === 'inet6' && !env.ipv6,
  },
  {
    id: 'linux.address-not-local',
    sentence: 'An IPv4 socket binds only to an address that this host has, unless IP_FREEBIND or ip_nonlocal_bind waives it.',
    condition: 'IPv4, not 0.0.0.0, not in the local routing table, neither IP_FREEBIND nor net.ipv4.ip_nonlocal_bind',
    source: '__inet_bind(), net/ipv4/af_inet.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an address that this host does not have',
    call: 'bind',
    errno: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) => newcomer.family === 'inet' && absent(env, newcomer),
  },
  {
    id: 'linux.privileged-port',
    sentence: 'A port below net.ipv4.ip_unprivileged_port_start needs CAP_NET_BIND_SERVICE.',
    condition: '0 < port < net.ipv4.ip_unprivileged_port_start, without CAP_NET_BIND_SERVICE in the namespace\'s user namespace',
    source: '__inet_bind(), net/ipv4/af_inet.c, and __inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is a privileged port, and the caller has no CAP_NET_BIND_SERVICE',
    call: 'bind',
    errno: 'EACCES',
    applies: ({ env, newcomer }) => newcomer.port > 0 && newcomer.port < env.unprivilegedPortStart && !env.privileged,
  },
  {
    id: 'linux.mapped-on-v6only',
    sentence: 'A v4-mapped address does not go with IPV6_V6ONLY.',
    condition: 'IPv6 socket with IPV6_V6ONLY, address in ::ffff:0:0/96',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is an IPv4 address in IPv6 clothes, and the socket has IPV6_V6ONLY',
    call: 'bind',
    errno: 'EINVAL',
    applies: ({ newcomer }) => newcomer.family === 'inet6' && newcomer.v6only && isMapped(newcomer.address),
  },
  {
    id: 'linux.link-local-without-scope',
    sentence: 'A link-local address is bound only together with its interface.',
    condition: 'address in fe80::/10, no scope id, no bound device',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is link-local, and no interface is named',
    call: 'bind',
    errno: 'EINVAL',
    applies: ({ newcomer }) => isLinkLocal(newcomer.address) && newcomer.device === undefined,
  },
  {
    id: 'linux.no-such-interface',
    sentence: 'The scope of a specific IPv6 address must be an interface that exists.',
    condition: 'specific IPv6 address, scope id or bound device without an interface',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an interface that does not exist',
    call: 'bind',
    errno: 'ENODEV',
    applies: ({ env, newcomer }) => newcomer.family === 'inet6' && !isAny(newcomer.address) && !knownZone(env, newcomer),
  },
  {
    id: 'linux.address-tentative',
    sentence: 'An IPv6 address cannot be bound while duplicate address detection runs, or after it failed.',
    condition: 'IFA_F_TENTATIVE on the address, no IP_FREEBIND, no net.ipv6.ip_nonlocal_bind',
    source: 'ipv6_chk_addr(), net/ipv6/addrconf.c, 6.18; RFC 4862 5.4',
    certainty: 'run',
    why: '{newcomer} names an address that is tentative: duplicate address detection has not passed it',
    call: 'bind',
    errno: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) => !nonlocalAllowed(env, newcomer) && locality(env, newcomer.address) === 'tentative',
  },
  {
    id: 'linux.ipv6-address-not-local',
    sentence: 'An IPv6 socket binds only to an address that this host has, unless IP_FREEBIND or ip_nonlocal_bind waives it.',
    condition: 'IPv6 socket, not ::, address on no interface (v4-mapped: not in the local table), no IP_FREEBIND, no ip_nonlocal_bind',
    source: '__inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} names an address that this host does not have',
    call: 'bind',
    errno: 'EADDRNOTAVAIL',
    applies: ({ env, newcomer }) => newcomer.family === 'inet6' && absent(env, newcomer),
  },
];
