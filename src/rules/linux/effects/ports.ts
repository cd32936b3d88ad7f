import type { Row } from './row.ts';

const CSK = 'net/ipv4/inet_connection_sock.c, 6.18';
const AF_INET = 'net/ipv4/af_inet.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const PORTS: readonly Row[] = [
  [
    'port-free',
    'A port that no other socket holds is free.',
    'no socket of the protocol on the port',
    `inet_csk_get_port(), ${CSK}`,
    'nothing else is on the port of {newcomer}',
  ],
  [
    'port-zero',
    'Port 0 asks for an automatic port, which never repeats one whose address overlaps, whatever the options of TCP sockets.',
    'bind(2) with port 0',
    `inet_csk_find_open_port(), ${CSK}; udp_lib_get_port(), ${UDP}`,
    '{newcomer} gets a port of the ephemeral range that nobody shares with it',
  ],
  [
    'ports-exhausted',
    'Where every port of the range is taken, there is no automatic one: EADDRINUSE, and EAGAIN for a UDP socket that only sends.',
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
    'listen(2) of a listener changes its backlog, and nothing is tested.',
    'listen(2), the socket listens',
    `__inet_listen_sk(), ${AF_INET}`,
    '{newcomer} listens already',
  ],
  [
    'reuseport-cached',
    'The port remembers a SO_REUSEPORT socket: a newcomer like it is let in unseen, though that socket has dropped the option.',
    'TCP, SO_REUSEPORT on the newcomer, the same user, and no bind or listen without SO_REUSEPORT since the remembered one',
    `sk_reuseport_match(), ${CSK}`,
    'the port remembers a socket with SO_REUSEPORT that covers {newcomer}, and asks no further',
  ],
  [
    'opened',
    'A socket is opened, and its options are set.',
    'socket(2)',
    '__sock_create(), net/socket.c, 6.18',
    '{newcomer} is open',
  ],
  [
    'not-open',
    'A name that stands for no socket has no descriptor.',
    'accept(2) has failed, or the opening',
    'fdget(), include/linux/file.h, 6.18',
    'the name stands for no socket',
  ],
];

export const OPTIONS: readonly Row[] = [
  [
    'options-read-live',
    'SO_REUSEADDR and SO_REUSEPORT count as they are when another socket asks for the port, not as they were at bind.',
    'setsockopt(2) after bind',
    `inet_bind_conflict(), ${CSK}`,
    '{newcomer} has changed its options, and the next bind beside it will see that',
  ],
  [
    'v6only-needs-inet6',
    'IPV6_V6ONLY is an option of IPv6 sockets alone.',
    'IPV6_V6ONLY on an AF_INET socket',
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
    'no-such-device',
    'SO_BINDTODEVICE takes an interface that exists.',
    'SO_BINDTODEVICE with a name that no interface has',
    'sock_setbindtodevice(), net/core/sock.c, 6.18',
    '{newcomer} was to be bound to an interface that does not exist',
  ],
  [
    'device-once',
    'Without CAP_NET_RAW a socket is bound to a device once.',
    'SO_BINDTODEVICE, a device is bound already, no CAP_NET_RAW',
    'sock_bindtoindex_locked(), net/core/sock.c, 6.18',
    '{newcomer} is bound to a device, and the caller has no CAP_NET_RAW',
  ],
  [
    'port-range-reversed',
    'The lowest automatic port is not above the highest.',
    'IP_LOCAL_PORT_RANGE with both ends set, the first above the second',
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18',
    'the port range for {newcomer} ends before it begins',
  ],
];
