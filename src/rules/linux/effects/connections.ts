import type { EffectText } from './effect-text.ts';

const CSK = 'net/ipv4/inet_connection_sock.c, 6.18';
const AF_INET = 'net/ipv4/af_inet.c, 6.18';
const TCP = 'net/ipv4/tcp.c, 6.18';
const UDP = 'net/ipv4/udp.c, 6.18';

export const CONNECTIONS = [
  [
    'connect',
    'connect(2) succeeds as soon as a listener takes the SYN, before accept(2).',
    'connect(2), TCP, a listener takes the SYN',
    'tcp_v4_connect(), net/ipv4/tcp_ipv4.c; tcp_conn_request(), net/ipv4/tcp_input.c, 6.18',
    '{newcomer} reaches {holder}',
  ],
  [
    'connect-udp',
    'connect(2) of a UDP socket sends nothing: it sets the local address and the peer.',
    'connect(2), UDP',
    '__ip4_datagram_connect(), net/ipv4/datagram.c, 6.18',
    '{newcomer} has a peer from now on',
  ],
  [
    'nobody-listens',
    'Where no listener takes the SYN, the connection is refused.',
    'connect(2), TCP, no listener on the address or ANY, for that device and family',
    'tcp_v4_rcv(), net/ipv4/tcp_ipv4.c, 6.18',
    'no socket listens where {newcomer} connects to',
  ],
  [
    'connect-ports-exhausted',
    'connect(2) shares a port only with other connections whose port it chose, and with none whose four-tuple is the same.',
    'connect(2), TCP, no port of the range left for the destination',
    '__inet_hash_connect(), net/ipv4/inet_hashtables.c, 6.18',
    '{newcomer} has no port left in its range for this destination',
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
    'A socket that connects to its own address and port is connected to itself.',
    'connect(2), TCP, source and destination are the same',
    'tcp_rcv_synsent_state_process(), net/ipv4/tcp_input.c, 6.18; RFC 9293 3.5',
    '{newcomer} is connected to itself',
  ],
  [
    'self-connect-shut',
    'A connection of a socket to itself ends at once where the socket was shut down for writing.',
    'connect(2), TCP, source and destination are the same, after shutdown(2) for writing',
    `__inet_stream_connect(), ${AF_INET}`,
    '{newcomer} was shut down for writing, and is connected to itself',
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
    'connections-migrate',
    'With net.ipv4.tcp_migrate_req another listener of the SO_REUSEPORT group gets what a listener that stops has not accepted.',
    'a listener with connections that wait stops, another listens in its SO_REUSEPORT group, net.ipv4.tcp_migrate_req is 1 (Linux 5.14)',
    `inet_csk_listen_stop(), ${CSK}; reuseport_migrate_sock(), net/core/sock_reuseport.c`,
    '{newcomer} leaves the connections that it has not accepted to {holder}',
  ],
  [
    'disconnect',
    'A disconnect leaves a fresh socket, which keeps the address and port that the program chose, and gives back automatic ones.',
    'connect(2) with AF_UNSPEC',
    `tcp_disconnect(), ${TCP}; __udp_disconnect(), ${UDP}`,
    '{newcomer} is disconnected',
  ],
  [
    'udp-disconnect-drops-device',
    'Disconnecting a UDP socket removes its bound device too.',
    'connect(2) with AF_UNSPEC, UDP, SO_BINDTODEVICE',
    `__udp_disconnect(), ${UDP}`,
    '{newcomer} is no longer bound to a device',
  ],
  [
    'shutdown',
    'A socket that is shut down for writing sends FIN.',
    'shutdown(2), connected',
    `inet_shutdown(), ${AF_INET}; tcp_shutdown(), ${TCP}`,
    '{newcomer} is shut down',
  ],
  [
    'shutdown-listener',
    'A listener that is shut down for reading stops listening; it keeps a port that the program chose, and may listen again.',
    'shutdown(2), listening',
    `inet_shutdown(), ${AF_INET}`,
    '{newcomer} no longer listens',
  ],
  [
    'close',
    'The side that closes first stays in TIME_WAIT; closing with unread data resets the connection, and closing a listener resets the connections that were not accepted.',
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
  [
    'linger-zero',
    'With SO_LINGER of zero seconds close(2) resets the connection, and accepted connections inherit that.',
    'close(2), TCP, connected, SO_LINGER with l_onoff 1 and l_linger 0',
    `__tcp_close(), ${TCP}; socket(7)`,
    '{newcomer} has SO_LINGER of zero seconds, and is reset',
  ],
  [
    'linger-waits',
    'With SO_LINGER close(2) waits until the FIN is acknowledged, or until the time is over; what remains of the connection is the same.',
    'close(2), TCP, connected, SO_LINGER with l_onoff 1 and l_linger above 0; a process that ends does not wait',
    'sk_stream_wait_close(), net/core/stream.c, 6.18; socket(7)',
    '{newcomer} waits for its FIN to be acknowledged, and is closed',
  ],
] as const satisfies readonly EffectText[];
