import type { EffectText } from './effect-text.ts';

const TCP = 'net/ipv4/tcp.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const TRANSFER = [
  [
    'sent',
    'Data that is sent is queued at the other end.',
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
    'Sending a datagram succeeds even where no socket receives it; the next call of a connected sender then fails.',
    'send(2) or sendto(2), UDP, no socket takes it',
    `__udp4_lib_rcv(), __udp4_lib_err(), ${UDP}`,
    '{newcomer} has sent, and no socket received it',
  ],
  [
    'error-pending',
    'An error that has arrived is returned once, by the next call.',
    'a RST or an ICMP error came, or the socket was disconnected',
    'sock_error(), include/net/sock.h, 6.18',
    '{newcomer} has a pending error',
  ],
  [
    'write-shut',
    'A socket that is shut down for writing sends nothing.',
    'send(2) or sendto(2) after shutdown(2) for writing, or after the connection has ended',
    `tcp_sendmsg_locked(), ${TCP}; sock_alloc_send_pskb(), net/core/sock.c, 6.18`,
    '{newcomer} is shut down for writing',
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
    'A datagram carries at most 65507 bytes.',
    'send(2) or sendto(2), UDP, more bytes',
    `udp_sendmsg(), ${UDP}`,
    '{newcomer} sends more than a datagram carries',
  ],
  [
    'received',
    'receive returns what is queued: one datagram, or all that has arrived of a stream.',
    'recv(2), something is queued',
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
    'A socket that is shut down for reading receives 0 bytes: the end of the stream.',
    'recv(2) after shutdown(2) for reading, nothing is queued',
    `tcp_recvmsg_locked(), ${TCP}; __skb_wait_for_more_packets(), net/core/datagram.c, 6.18`,
    '{newcomer} is shut down for reading',
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
    'recv(2), nothing is queued',
    `tcp_recvmsg_locked(), ${TCP}; __skb_recv_udp(), ${UDP}`,
    'nothing is queued at {newcomer}',
  ],
  [
    'send-waits',
    'Before the connection is made nothing is sent: send waits.',
    'send(2) or sendto(2), TCP, SYN_SENT',
    'sk_stream_wait_connect(), net/core/stream.c, 6.18',
    '{newcomer} waits for the answer to its SYN',
  ],
] as const satisfies readonly EffectText[];
