import type { EffectText } from './effect-text.ts';

const UDP = 'net/ipv4/udp.c, 6.18';
const LOOKUP = `__inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(), ${UDP}`;
const SCORE = `compute_score(), net/ipv4/inet_hashtables.c; compute_score(), ${UDP}`;

/** Who receives: {newcomer} is every socket that does, {holder} the one that would without them. */
export const DELIVERY = [
  [
    'receivers',
    'A packet goes to a socket on its port whose address, device and peer it fits.',
    'no other socket takes the packet',
    LOOKUP,
    'the packet is for {newcomer}, and no other socket comes before it',
  ],
  [
    'exact-before-any',
    'A socket on the same address comes before one on ANY.',
    'both could take the packet',
    LOOKUP,
    '{newcomer} is on the very address, and so comes before {holder}',
  ],
  [
    'device-before-none',
    'Among sockets on the same address one that is bound to the device comes before one that is bound to none.',
    'both could take the packet',
    SCORE,
    '{newcomer} is bound to the device of the packet, and so comes before {holder}',
  ],
  [
    'ipv4-before-dual-stack',
    'For IPv4 an AF_INET socket comes before an AF_INET6 one.',
    'both could take the packet, on the same address',
    SCORE,
    '{newcomer} is AF_INET, which for IPv4 comes before AF_INET6, that of {holder}',
  ],
  [
    'connected-udp-first',
    'A UDP socket that is connected to the sender comes before all others.',
    'UDP, one socket is connected to the sender',
    `udp4_lib_lookup4(), ${UDP}`,
    '{newcomer} is connected to the sender, and so comes before {holder}',
  ],
  [
    'reuseport-group',
    'In a SO_REUSEPORT group a hash of the four-tuple decides, for listeners as for UDP sockets that are not connected.',
    'the first socket that is found is one of a group: SO_REUSEPORT, the same address, family, device, IPV6_V6ONLY and user',
    'reuseport_select_sock(), net/core/sock_reuseport.c, 6.18',
    'a hash of addresses and ports decides in the SO_REUSEPORT group of {newcomer}',
  ],
  [
    'incoming-cpu-first',
    'Among sockets on the same address one whose SO_INCOMING_CPU is the CPU that handles the packet comes before one of another CPU, also in a SO_REUSEPORT group.',
    'SO_INCOMING_CPU; over the loopback the CPU is that of the sender',
    `${SCORE}; reuseport_select_sock_by_hash(), net/core/sock_reuseport.c, 6.18`,
    'the CPU that handles the packet decides for {newcomer}',
  ],
  [
    'newest-of-equals',
    'Of sockets that are equal otherwise the newest gets the packet.',
    'UDP with SO_REUSEADDR: new sockets go to the head of their list',
    `udp_lib_get_port(), udp4_lib_lookup2(), ${UDP}`,
    '{newcomer} is newer than {holder}, its equal',
  ],
  [
    'ipv6-reuseport-last',
    'An AF_INET6 UDP socket with SO_REUSEPORT comes after its equals that were bound without it, older or newer.',
    'UDP, AF_INET6, SO_REUSEADDR on both, SO_REUSEPORT on one: it goes to the tail of the list',
    `udp_lib_get_port(), udp4_lib_lookup2(), ${UDP}`,
    '{holder} has SO_REUSEPORT, for which an IPv6 socket goes to the tail of the list: {newcomer} is found first',
  ],
  [
    'copy-for-each',
    'A multicast or broadcast datagram goes to every socket that takes it: each of them gets a copy.',
    'UDP, to a group that some socket of the host has joined on that device, or to a broadcast address',
    `__udp4_lib_mcast_deliver(), ${UDP}; __udp6_lib_mcast_deliver(), net/ipv6/udp.c, 6.18`,
    'every socket that takes the datagram gets a copy: {newcomer}',
  ],
  [
    'group-not-joined',
    'A multicast datagram is taken in only where some socket of the host has joined the group on that device; every host is in 224.0.0.1, ff01::1 and ff02::1.',
    'UDP, to a group that no socket has joined on the device',
    'ip_check_mc_rcu(), net/ipv4/igmp.c; ip6_mc_input(), net/ipv6/ip6_input.c, 6.18',
    'no socket has joined the group that {newcomer} sends to on that device',
  ],
  [
    'multicast-all',
    'Without IP_MULTICAST_ALL (IPV6_MULTICAST_ALL) a socket gets only groups that it has joined itself; both are on by default, but not that of IPv4 on an AF_INET6 socket.',
    'UDP, to a group; a socket has the option off and has not joined, for IPv4 on that device',
    'ip_mc_sf_allow(), net/ipv4/igmp.c; inet6_mc_check(), net/ipv6/mcast.c; inet6_create(), net/ipv6/af_inet6.c, 6.18',
    '{newcomer} gets a copy; {holder} has IP_MULTICAST_ALL off and has not joined the group',
  ],
] as const satisfies readonly EffectText[];
