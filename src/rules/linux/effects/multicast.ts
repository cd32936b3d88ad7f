import type { EffectText } from './effect-text.ts';

const IGMP = 'net/ipv4/igmp.c';
const MCAST = 'net/ipv6/mcast.c, 6.18';

/** Membership of groups, and by which device datagrams to them leave. */
export const MULTICAST = [
  [
    'joined',
    'A socket that joins a group on a device makes the host take in datagrams to the group there, for other sockets too.',
    'IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP',
    `ip_mc_join_group(), ${IGMP}; ipv6_sock_mc_join(), ${MCAST}`,
    '{newcomer} is a member of the group',
  ],
  [
    'left',
    'A group is left by the socket that has joined it, or with its close; the host leaves it with the last member.',
    'IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP',
    `ip_mc_leave_group(), ${IGMP}; ipv6_sock_mc_drop(), ${MCAST}`,
    '{newcomer} is no longer a member of the group',
  ],
  [
    'joined-already',
    'A socket joins a group once on each device.',
    'IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP, the socket is a member there',
    `__ip_mc_join_group(), ${IGMP}; __ipv6_sock_mc_join(), ${MCAST}`,
    '{newcomer} is a member of the group on that device already',
  ],
  [
    'no-device-to-join',
    'A group is joined on an interface that exists.',
    'IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP, the index of no interface',
    `ip_mc_find_dev(), ${IGMP}; __ipv6_sock_mc_join(), ${MCAST}`,
    '{newcomer} asks for an interface that does not exist',
  ],
  [
    'not-joined',
    'Only a member leaves a group.',
    'IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP, the socket has not joined on that device',
    `ip_mc_leave_group(), ${IGMP}; ipv6_sock_mc_drop(), ${MCAST}`,
    '{newcomer} is no member of the group on that device',
  ],
  [
    'multicast-needs-datagrams',
    'TCP has no groups: joining fails with EPROTO, IP_MULTICAST_IF with EINVAL, IPV6_MULTICAST_IF with ENOPROTOOPT.',
    'a membership or a multicast interface, TCP',
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c; do_ipv6_setsockopt(), net/ipv6/ipv6_sockglue.c, 6.18',
    '{newcomer} is TCP, and groups are for datagrams',
  ],
  [
    'no-multicast-interface',
    'The interface for groups must exist: EADDRNOTAVAIL for IP_MULTICAST_IF, ENODEV for IPV6_MULTICAST_IF.',
    'IP_MULTICAST_IF or IPV6_MULTICAST_IF with a name that no interface has',
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c; do_ipv6_setsockopt(), net/ipv6/ipv6_sockglue.c, 6.18',
    '{newcomer} asks for an interface that does not exist',
  ],
  [
    'multicast-interface-is-device',
    'A socket that is bound to a device sends to groups by no other.',
    'IP_MULTICAST_IF or IPV6_MULTICAST_IF, SO_BINDTODEVICE to another device',
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c; do_ipv6_setsockopt(), net/ipv6/ipv6_sockglue.c, 6.18',
    '{newcomer} is bound to another device',
  ],
] as const satisfies readonly EffectText[];
