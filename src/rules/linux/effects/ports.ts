import type { EffectText } from './effect-text.ts';

const CSK = 'net/ipv4/inet_connection_sock.c, 6.18';
const AF_INET = 'net/ipv4/af_inet.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const PORTS = [
  [
    'port-free',
    'A port that no other socket holds is free.',
    'no socket of the protocol on the port',
    `inet_csk_get_port(), ${CSK}`,
    'nothing else is on the port of {newcomer}',
  ],
  [
    'port-zero',
    'Port 0 asks for an automatic port, which no socket on an overlapping address has, whatever the options of TCP sockets.',
    'bind(2) with port 0, but UDP with SO_REUSEADDR or SO_REUSEPORT',
    `inet_csk_find_open_port(), ${CSK}; udp_lib_get_port(), ${UDP}`,
    '{newcomer} gets a port of the ephemeral range that no socket on an overlapping address has',
  ],
  [
    'udp-port-zero-shared',
    'Port 0 may give a UDP socket with SO_REUSEADDR or SO_REUSEPORT a port that another with the same option has.',
    'bind(2) with port 0, UDP, SO_REUSEADDR on both, or SO_REUSEPORT on both and the same user',
    `udp_lib_lport_inuse(), ${UDP}`,
    '{newcomer} gets the port of {holder}: both have the same reuse option',
  ],
  [
    'bind-without-port',
    'With IP_BIND_ADDRESS_NO_PORT a bind with port 0 takes the address alone; the port comes with connect(2), which may share it with other connections.',
    'bind(2) with port 0, IP_BIND_ADDRESS_NO_PORT',
    '__inet_bind(), net/ipv4/af_inet.c, and __inet6_bind(), net/ipv6/af_inet6.c, 6.18',
    '{newcomer} has an address, and no port yet',
  ],
  [
    'ports-exhausted',
    'Where every port of the range is in use, no automatic port is left: EADDRINUSE, and EAGAIN for a UDP socket that only sends.',
    'an automatic port, none left in net.ipv4.ip_local_port_range or IP_LOCAL_PORT_RANGE; one end of a range of odd size is left out',
    `inet_csk_find_open_port(), ${CSK}; udp_lib_get_port(), ${UDP}`,
    'no port is left in the range of {newcomer}',
  ],
  [
    'listen-unbound',
    'listen(2) without a bound port, also after a bind that failed, listens on ANY with an automatic port.',
    'listen(2), the socket has no port',
    `inet_csk_listen_start(), ${CSK}`,
    '{newcomer} has no port, and so listens on one that the kernel chooses',
  ],
  [
    'listen-again',
    'listen(2) of a listener changes its backlog, and checks nothing.',
    'listen(2), the socket listens',
    `__inet_listen_sk(), ${AF_INET}`,
    '{newcomer} listens already',
  ],
  [
    'reuseport-cached',
    'The port caches a SO_REUSEPORT socket: a newcomer that matches it is admitted without a check, even where that socket has dropped the option.',
    'TCP, SO_REUSEPORT on the newcomer, the same user, and no bind or listen without SO_REUSEPORT since the cached one',
    `sk_reuseport_match(), ${CSK}`,
    'the port caches a SO_REUSEPORT socket that matches {newcomer}, and nothing else is checked',
  ],
  [
    'opened',
    'A socket is opened, and its options are set.',
    'socket(2)',
    '__sock_create(), net/socket.c, 6.18',
    '{newcomer} is open',
  ],
  [
    'opened-multipath',
    'An MPTCP socket holds the TCP port as a TCP socket does, and its listener takes TCP clients too.',
    'socket(2) with IPPROTO_MPTCP',
    'mptcp_bind(), mptcp_listen(), mptcp_stream_accept(), net/mptcp/protocol.c, 6.18; RFC 8684',
    '{newcomer} is open, and its subflows are TCP sockets',
  ],
  [
    'mptcp-disabled',
    'Where net.mptcp.enabled is 0 no MPTCP socket can be opened.',
    'socket(2) with IPPROTO_MPTCP, net.mptcp.enabled 0',
    'mptcp_init_sock(), net/mptcp/protocol.c, 6.18',
    'net.mptcp.enabled is 0 in this namespace',
  ],
  [
    'not-open',
    'A name that stands for no socket has no descriptor.',
    'accept(2) has failed, or the socket could not be opened',
    'fdget(), include/linux/file.h, 6.18',
    'the name stands for no socket',
  ],
] as const satisfies readonly EffectText[];
