import type { CallFacts, CallRule, Obstacle } from './call-rule.ts';

const meets =
  (obstacle: Obstacle) =>
  (call: CallFacts): boolean =>
    call.obstacle === obstacle;

/** The refusals of what a call sends, where the kernel finds no way for it. */
export const ROUTE_CALLS = [
  {
    id: 'linux.source-not-local',
    sentence: 'IPv4 sends nothing from an address that this host does not have, though IP_FREEBIND let it be bound.',
    condition: 'connect(2) or sending from an IPv4 address that is not local',
    source: 'ip_route_output_key_hash_rcu(), net/ipv4/route.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is bound to an address that this host does not have',
    ops: ['connect', 'sendto', 'send'],
    decision: 'ENETUNREACH',
    applies: meets('source-not-local'),
  },
  {
    id: 'linux.group-as-source',
    sentence: 'An AF_INET6 socket on a v4-mapped group has the group as its source, from which nothing is sent.',
    condition:
      'connect(2) or sending over IPv4, an AF_INET6 socket on a v4-mapped multicast address or 255.255.255.255',
    source: '__inet6_bind(), net/ipv6/af_inet6.c; ip_route_output_key_hash_rcu(), net/ipv4/route.c, 6.18',
    certainty: 'run',
    why: '{newcomer} has the address of a group as its source',
    ops: ['connect', 'sendto', 'send'],
    decision: 'EINVAL',
    applies: meets('group-as-source'),
  },
  {
    id: 'linux.no-such-device-to-send',
    sentence: 'IPv4 sends nothing over a device that does not exist, though a scope has bound the socket to it.',
    condition:
      'connect(2) or sending over IPv4, from a socket whose bind to a link-local address named an interface that does not exist',
    source: 'ip_route_output_key_hash_rcu(), net/ipv4/route.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is bound to a device that does not exist',
    ops: ['connect', 'sendto', 'send'],
    decision: 'ENODEV',
    applies: meets('no-such-device-to-send'),
  },
  {
    id: 'linux.loopback-over-device',
    sentence: 'IPv4 sends nothing from a loopback address over another device than lo.',
    condition: 'connect(2) or sending, SO_BINDTODEVICE to another device than lo, source in 127.0.0.0/8',
    source: '__mkroute_output(), net/ipv4/route.c, 6.18',
    certainty: 'run',
    why: '{newcomer} would send from a loopback address over the device that it is bound to',
    ops: ['connect', 'sendto', 'send'],
    decision: 'EINVAL',
    applies: meets('loopback-over-device'),
  },
  {
    id: 'linux.mapped-source',
    sentence: 'A socket bound to a v4-mapped address reaches no IPv6 address.',
    condition: 'connect(2) or sending, a v4-mapped source, an IPv6 destination',
    source: 'ip6_dst_lookup_tail(), net/ipv6/ip6_output.c, 6.18',
    certainty: 'run',
    why: '{newcomer} has a v4-mapped address, and the destination is IPv6',
    ops: ['connect', 'sendto', 'send'],
    decision: 'EAFNOSUPPORT',
    applies: meets('mapped-source'),
  },
  {
    id: 'linux.no-ipv6-source',
    sentence:
      'Where no interface has an IPv6 address, as with net.ipv6.conf.all.disable_ipv6, or not that of a link-scoped group, IPv6 finds no source before it looks for a route.',
    condition:
      'connect(2) or sending to an IPv6 address, the socket on ::, no IPv6 address on this host, or on the device of the group',
    source: 'ip6_dst_lookup_tail(), net/ipv6/ip6_output.c, ipv6_dev_get_saddr(), net/ipv6/addrconf.c, 6.18',
    certainty: 'run',
    why: '{newcomer} finds no IPv6 address of this host to send from',
    ops: ['connect', 'sendto', 'send'],
    decision: 'EADDRNOTAVAIL',
    applies: meets('no-ipv6-source'),
  },
  {
    id: 'linux.no-route',
    sentence: 'Without a route nothing is sent: a private namespace has routes to its own addresses only.',
    condition: 'connect(2) or sending to an address that is not local, where no other route exists',
    source: 'fib_lookup(), ip6_route_output(), 6.18',
    certainty: 'run',
    why: '{newcomer} finds no route to the destination',
    ops: ['connect', 'sendto', 'send'],
    decision: 'ENETUNREACH',
    applies: meets('no-route'),
  },
  {
    id: 'linux.stream-to-group',
    sentence: 'TCP connects to no multicast or broadcast address.',
    condition: 'connect(2), TCP, a group or a broadcast address',
    source: 'tcp_v4_connect(), net/ipv4/tcp_ipv4.c; tcp_v6_connect(), net/ipv6/tcp_ipv6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is TCP, and the destination a multicast or broadcast address',
    ops: ['connect'],
    protocol: 'tcp',
    decision: 'ENETUNREACH',
    applies: meets('stream-to-group'),
  },
  {
    id: 'linux.broadcast-needs-option',
    sentence: 'Only a socket with SO_BROADCAST sends to a broadcast address.',
    condition: 'connect(2) or sending, UDP, 255.255.255.255 or the broadcast address of a subnet, no SO_BROADCAST',
    source: '__ip4_datagram_connect(), net/ipv4/datagram.c; udp_sendmsg(), net/ipv4/udp.c, 6.18',
    certainty: 'run',
    why: '{newcomer} has no SO_BROADCAST, and the destination is a broadcast address',
    ops: ['connect', 'sendto', 'send'],
    protocol: 'udp',
    decision: 'EACCES',
    applies: meets('broadcast-needs-option'),
  },
] as const satisfies readonly CallRule<`linux.${string}`>[];
