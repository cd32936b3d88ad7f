import type { EffectText } from './effect-text.ts';

const CSK = 'net/ipv4/inet_connection_sock.c, 6.18';

export const OPTIONS = [
  [
    'options-read-live',
    'SO_REUSEADDR and SO_REUSEPORT count as they are when another socket asks for the port, not as they were at bind.',
    'setsockopt(2) after bind',
    `inet_bind_conflict(), ${CSK}`,
    '{newcomer} has changed its options, and the next bind on its port sees that',
  ],
  [
    'v6only-needs-inet6',
    'IPV6_V6ONLY, and what concerns IPv6 groups, are options of IPv6 sockets only.',
    'IPV6_V6ONLY, IPV6_MULTICAST_ALL, IPV6_MULTICAST_IF or IPV6_JOIN_GROUP on an AF_INET socket',
    'ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18',
    '{newcomer} is AF_INET',
  ],
  [
    'v6only-after-bind',
    'IPV6_V6ONLY cannot be changed while the socket has a port.',
    'IPV6_V6ONLY, the socket has a port',
    'do_ipv6_setsockopt(), net/ipv6/ipv6_sockglue.c, 6.18',
    '{newcomer} has a port already',
  ],
  [
    'device-once',
    'Without CAP_NET_RAW a socket can be bound to a device only once.',
    'SO_BINDTODEVICE, a device is bound already, no CAP_NET_RAW',
    'sock_bindtoindex_locked(), net/core/sock.c, 6.18',
    '{newcomer} is bound to a device, and the caller has no CAP_NET_RAW',
  ],
  [
    'port-range-reversed',
    'The lowest automatic port must not be above the highest.',
    'IP_LOCAL_PORT_RANGE with both ends set, the first above the second',
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18',
    'the port range for {newcomer} has its lowest port above its highest',
  ],
  [
    'transparent-privilege',
    'IP_TRANSPARENT needs CAP_NET_ADMIN or CAP_NET_RAW.',
    "IP_TRANSPARENT, neither CAP_NET_ADMIN nor CAP_NET_RAW in the namespace's user namespace",
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18',
    'the caller that opens {newcomer} has neither CAP_NET_ADMIN nor CAP_NET_RAW',
  ],
  [
    'fast-open-needs-tcp',
    'TCP_FASTOPEN is an option of TCP sockets only.',
    'TCP_FASTOPEN, UDP',
    'ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18',
    '{newcomer} is a UDP socket',
  ],
  [
    'fast-open-connected',
    'TCP_FASTOPEN is set before a connection is made or asked for; it changes nothing about who may have a port.',
    'TCP_FASTOPEN, the socket is neither closed nor listening',
    'do_tcp_setsockopt(), net/ipv4/tcp.c, 6.18',
    '{newcomer} is or was connected',
  ],
  [
    'mptcp-has-no-groups',
    'An MPTCP socket knows no option of multicast.',
    'IP_ADD_MEMBERSHIP, IP_MULTICAST_IF, IP_MULTICAST_ALL and those of IPv6, MPTCP',
    'mptcp_supported_sockopt(), net/mptcp/sockopt.c, 6.18',
    '{newcomer} is an MPTCP socket, which joins no groups',
  ],
  [
    'mptcp-option-after-connect',
    'Most options of an MPTCP socket cannot be set after it has connected, but for those of IP and TCP where its peer has no MPTCP.',
    'setsockopt(2), MPTCP, neither closed nor listening: SO_REUSEADDR, SO_REUSEPORT, SO_BINDTODEVICE; beside a peer with MPTCP also the options of IP, IPv6 and TCP',
    'mptcp_setsockopt(), net/mptcp/sockopt.c, 6.18',
    '{newcomer} is an MPTCP socket, and is or was connected',
  ],
] as const satisfies readonly EffectText[];
