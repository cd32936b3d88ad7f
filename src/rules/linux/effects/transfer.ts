import type { EffectText } from './effect-text.ts';

const TCP = 'net/ipv4/tcp.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const TRANSFER = [
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
] as const satisfies readonly EffectText[];
