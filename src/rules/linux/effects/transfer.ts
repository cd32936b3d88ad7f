import type { Row } from './row.ts';

const AF_INET = 'net/ipv4/af_inet.c, 6.18';
const TCP = 'net/ipv4/tcp.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const TRANSFER: readonly Row[] = [
  [
    'sent',
    'What is sent waits at the other end.',
    'send(2) or sendto(2), somebody can receive',
    `tcp_sendmsg_locked(), ${TCP}; udp_sendmsg(), ${UDP}`,
    '{newcomer} has sent',
  ],
  [
    'window-full',
    'When the window of the peer is full nothing more is sent, not even FIN: the connection stays in FIN_WAIT1 or LAST_ACK.',
    'sending until nothing fits',
    'tcp_write_xmit(), net/ipv4/tcp_output.c, 6.18',
    '{newcomer} has filled the window of its peer',
  ],
  [
    'nobody-receives',
    'A datagram that nobody takes is sent all the same; a connected sender is told by its next call.',
    'send(2) or sendto(2), UDP, no socket takes it',
    `__udp4_lib_rcv(), __udp4_lib_err(), ${UDP}`,
    '{newcomer} has sent, and nobody took it',
  ],
  [
    'error-pending',
    'An error that came in the meantime is told once, by the next call.',
    'a RST or an ICMP error came, or the socket was disconnected',
    'sock_error(), include/net/sock.h, 6.18',
    '{newcomer} is told what came in the meantime',
  ],
  [
    'write-shut',
    'A socket that is shut for writing sends nothing.',
    'send(2) or sendto(2) after shutdown(2) for writing, or after the connection has ended',
    `tcp_sendmsg_locked(), ${TCP}; sock_alloc_send_pskb(), net/core/sock.c, 6.18`,
    '{newcomer} is shut for writing',
  ],
  [
    'send-unconnected',
    'A TCP socket that is not connected sends nothing.',
    'send(2) or sendto(2), TCP, neither connected nor in CLOSE_WAIT',
    'sk_stream_wait_connect(), net/core/stream.c, 6.18',
    '{newcomer} is not connected',
  ],
  [
    'datagram-too-long',
    'A datagram carries 65507 bytes at most.',
    'send(2) or sendto(2), UDP, more bytes',
    `udp_sendmsg(), ${UDP}`,
    '{newcomer} was to send more than a datagram carries',
  ],
  [
    'received',
    'receive gives what waits: a datagram, or all that has come of a stream.',
    'recv(2), something waits',
    `tcp_recvmsg_locked(), ${TCP}; __skb_recv_udp(), ${UDP}`,
    '{newcomer} has received',
  ],
  [
    'end-of-stream',
    "After the peer's FIN, and what came before it, the stream has ended: 0 bytes.",
    'recv(2), TCP, FIN has come',
    `tcp_recvmsg_locked(), ${TCP}`,
    'the peer of {newcomer} has ended the stream',
  ],
  [
    'read-shut',
    'A socket that is shut for reading has reached its end: 0 bytes.',
    'recv(2) after shutdown(2) for reading, nothing waits',
    `tcp_recvmsg_locked(), ${TCP}; __skb_wait_for_more_packets(), net/core/datagram.c, 6.18`,
    '{newcomer} is shut for reading',
  ],
  [
    'receive-unconnected',
    'A TCP socket that never was connected receives nothing.',
    'recv(2), TCP, not connected, or listening',
    `tcp_recvmsg_locked(), ${TCP}`,
    '{newcomer} is not connected',
  ],
  [
    'nothing-to-receive',
    'receive waits for data.',
    'recv(2), nothing waits',
    `tcp_recvmsg_locked(), ${TCP}; __skb_recv_udp(), ${UDP}`,
    'nothing waits at {newcomer}',
  ],
];

export const DELIVERY: readonly Row[] = [
  [
    'receivers',
    'A packet goes to one socket, or to one of a SO_REUSEPORT group, as the rules of delivery say.',
    'clients reach an endpoint',
    `__inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(), ${UDP}`,
    '{holder} is where the clients arrive',
  ],
  [
    'exact-before-any',
    'A socket on the very address comes before one on ANY.',
    'both could take the packet',
    `__inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(), ${UDP}`,
    '{newcomer} is on the very address, which comes before ANY',
  ],
  [
    'device-before-none',
    'Among sockets on the same address one that is bound to the device comes before one that is bound to none.',
    'both could take the packet',
    `compute_score(), net/ipv4/inet_hashtables.c; compute_score(), ${UDP}`,
    '{newcomer} is bound to the device of the packet',
  ],
  [
    'ipv4-before-dual-stack',
    'For IPv4 an AF_INET socket comes before an AF_INET6 one.',
    'both could take the packet, on the same address',
    `compute_score(), net/ipv4/inet_hashtables.c; compute_score(), ${UDP}`,
    '{newcomer} is AF_INET, which comes before AF_INET6 for IPv4',
  ],
  [
    'connected-udp-first',
    'A UDP socket that is connected to the sender comes before all others.',
    'UDP, one socket is connected to the sender',
    `udp4_lib_lookup4(), ${UDP}`,
    '{newcomer} is connected to the sender',
  ],
  [
    'reuseport-group',
    'In a SO_REUSEPORT group a hash of the four-tuple decides, for listeners as for UDP sockets that are not connected.',
    'the first socket that is found is one of a group: SO_REUSEPORT, the same address, family, device, IPV6_V6ONLY and user',
    'reuseport_select_sock(), net/core/sock_reuseport.c, 6.18',
    'a hash decides among the group of {newcomer}',
  ],
  [
    'newest-of-equals',
    'Of sockets that are equal otherwise the newest gets the packet.',
    'UDP with SO_REUSEADDR; new sockets go to the head of their list, IPv6 ones with SO_REUSEPORT to its tail',
    `udp4_lib_lookup2(), ${UDP}`,
    '{newcomer} is the newest of equals',
  ],
];

export const OBSERVATIONS: readonly Row[] = [
  [
    'local-name',
    'getsockname(2) shows the address and port of a socket, and the port also after it was given back.',
    'getsockname(2)',
    `inet_getname(), ${AF_INET}`,
    'that is the local end of the socket',
  ],
  [
    'socket-states',
    'The sockets at a local end are in the states that the steps before have brought them to.',
    "the kernel's table of sockets",
    'inet_diag_dump_icsk(), net/ipv4/inet_diag.c, 6.18; RFC 9293 3.3.2',
    'so the steps before have left it',
  ],
  ['sleep', 'Time passes.', 'sleep', 'TCP_TIMEWAIT_LEN, include/net/tcp.h, 6.18', 'time passes'],
  [
    'beyond-the-rules',
    'What rests on timing, on another host, or on more than the rules know is not foreseen, and neither is what follows.',
    'none of the other rules can tell',
    'left out of the other rules',
    'the rules cannot tell what becomes of {newcomer}',
  ],
];
