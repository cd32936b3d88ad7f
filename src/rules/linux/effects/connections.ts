import type { EffectText } from './effect-text.ts';

const CSK = 'net/ipv4/inet_connection_sock.c, 6.18';
const AF_INET = 'net/ipv4/af_inet.c, 6.18';
const TCP = 'net/ipv4/tcp.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const CONNECTIONS = [
  [
    'connect',
    'A connection is made when a listener is met, before anybody accepts it.',
    'connect(2), TCP, a listener takes the SYN',
    'tcp_v4_connect(), net/ipv4/tcp_ipv4.c; tcp_conn_request(), net/ipv4/tcp_input.c, 6.18',
    '{newcomer} meets {holder}',
  ],
  [
    'connect-udp',
    'A UDP socket that connects meets nobody: it chooses its address and peer.',
    'connect(2), UDP',
    '__ip4_datagram_connect(), net/ipv4/datagram.c, 6.18',
    '{newcomer} has its peer',
  ],
  [
    'nobody-listens',
    'Where no listener takes the SYN, the connection is refused.',
    'connect(2), TCP, no listener on the address or ANY, for that device and family',
    'tcp_v4_rcv(), net/ipv4/tcp_ipv4.c, 6.18',
    'nobody listens where {newcomer} goes',
  ],
  [
    'connect-ports-exhausted',
    'connect(2) shares a port only with other connections whose port it chose, and with none whose four-tuple is the same.',
    'connect(2), TCP, no port of the range left for the destination',
    '__inet_hash_connect(), net/ipv4/inet_hashtables.c, 6.18',
    'no port of its range is left to {newcomer} for this destination',
  ],
  [
    'four-tuple-in-use',
    'Two connections never have the same four-tuple.',
    'connect(2), TCP, a connection with the same addresses and ports stands',
    '__inet_check_established(), net/ipv4/inet_hashtables.c, 6.18',
    '{holder} has the four-tuple that {newcomer} asks for',
  ],
  [
    'four-tuple-in-time-wait',
    'A four-tuple in TIME_WAIT is used again only with timestamps, and for an automatic port only as net.ipv4.tcp_tw_reuse allows, after a second.',
    'connect(2), TCP, the four-tuple is in TIME_WAIT here; no timestamps, or an automatic port and tcp_tw_reuse says no, or too early',
    'tcp_twsk_unique(), net/ipv4/tcp_ipv4.c, 6.18',
    '{holder} has the four-tuple that {newcomer} asks for',
  ],
  [
    'backlog-full',
    'A listener whose queue is full drops the SYN, and the client waits.',
    'connect(2), TCP, more connections wait to be accepted than the backlog says',
    'tcp_conn_request(), net/ipv4/tcp_input.c, 6.18',
    'the queue of {holder} is full, and {newcomer} waits',
  ],
  [
    'self-connect',
    'A socket that connects to its own address and port meets itself.',
    'connect(2), TCP, source and destination are the same',
    'tcp_rcv_synsent_state_process(), net/ipv4/tcp_input.c, 6.18; RFC 9293 3.5',
    '{newcomer} meets itself',
  ],
  [
    'self-connect-shut',
    'A socket that was shut for writing ends as soon as it has met itself.',
    'connect(2), TCP, source and destination are the same, after shutdown(2) for writing',
    `__inet_stream_connect(), ${AF_INET}`,
    '{newcomer} was shut for writing, and meets itself',
  ],
  [
    'accepted-inherits',
    'An accepted socket has the options, the device and the port of its listener, and a concrete address.',
    'accept(2)',
    'sk_clone_lock(), net/core/sock.c; inet_csk_clone_lock(), net/ipv4/inet_connection_sock.c, 6.18',
    '{newcomer} has the options of {holder}',
  ],
  [
    'nothing-to-accept',
    'accept(2) waits for a connection.',
    'accept(2), none waits',
    `inet_csk_accept(), ${CSK}`,
    'no connection waits at {newcomer}',
  ],
  [
    'disconnect',
    'A disconnect leaves a fresh socket, which keeps the address and port that the program chose, and gives back automatic ones.',
    'connect(2) with AF_UNSPEC',
    `tcp_disconnect(), ${TCP}; __udp_disconnect(), ${UDP}`,
    '{newcomer} is a fresh socket',
  ],
  [
    'udp-disconnect-drops-device',
    'A disconnect of a UDP socket drops its device too.',
    'connect(2) with AF_UNSPEC, UDP, SO_BINDTODEVICE',
    `__udp_disconnect(), ${UDP}`,
    '{newcomer} is bound to no device any more',
  ],
  [
    'shutdown',
    'A socket that is shut for writing sends FIN.',
    'shutdown(2), connected',
    `inet_shutdown(), ${AF_INET}; tcp_shutdown(), ${TCP}`,
    '{newcomer} is shut',
  ],
  [
    'shutdown-listener',
    'A listener that is shut for reading listens no more; it keeps a port that the program chose, and may listen again.',
    'shutdown(2), listening',
    `inet_shutdown(), ${AF_INET}`,
    '{newcomer} listens no more',
  ],
  [
    'close',
    'Who closes first keeps TIME_WAIT; a close with unread data resets, and so does a listener to what nobody accepted.',
    'close(2)',
    `__tcp_close(), ${TCP}; tcp_time_wait(), net/ipv4/tcp_minisocks.c, 6.18`,
    '{newcomer} is closed',
  ],
  [
    'reset',
    'A close with SO_LINGER of zero seconds resets the connection, and leaves no TIME_WAIT on either side.',
    'close(2), SO_LINGER with l_onoff 1 and l_linger 0',
    `__tcp_close(), ${TCP}`,
    '{newcomer} is reset',
  ],
] as const satisfies readonly EffectText[];
