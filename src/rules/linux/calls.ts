import { isMapped } from '../../model/address.ts';
import type { CallFacts, CallRule } from './call-rule.ts';
import { ROUTE_CALLS } from './route-calls.ts';

const CONNECT = 'inet_stream_connect(), net/ipv4/af_inet.c, 6.18';

const hasFamily = (call: CallFacts, socket: string, address: string): boolean =>
  call.sock.family === socket && call.to?.address.family === address;

/** The refusals of calls other than bind(2), in the order of the kernel's checks. */
export const LINUX_CALLS = [
  {
    id: 'linux.udp-does-not-listen',
    sentence: 'A UDP socket neither listens nor accepts.',
    condition: 'listen(2) or accept(2), UDP',
    source: 'sock_no_listen(), sock_no_accept(), net/core/sock.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is a UDP socket, which neither listens nor accepts',
    ops: ['listen', 'accept'],
    protocol: 'udp',
    decision: 'EOPNOTSUPP',
    applies: () => true,
  },
  {
    id: 'linux.listen-connected',
    sentence: 'A socket that is or was connected does not listen before it is disconnected.',
    condition: 'listen(2), TCP, the socket has been connected since it was opened or last disconnected',
    source: 'inet_listen(), net/ipv4/af_inet.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is or was connected, and cannot listen',
    ops: ['listen'],
    decision: 'EINVAL',
    applies: ({ sock }) => sock.phase !== 'unconnected',
  },
  {
    id: 'linux.accept-needs-listener',
    sentence: 'Only a listening socket accepts.',
    condition: 'accept(2), TCP, the socket does not listen',
    source: 'inet_csk_accept(), net/ipv4/inet_connection_sock.c, 6.18',
    certainty: 'run',
    why: '{newcomer} does not listen, and so cannot accept',
    ops: ['accept'],
    decision: 'EINVAL',
    applies: ({ sock }) => sock.state !== 'LISTEN',
  },
  {
    id: 'linux.connected-once',
    sentence: 'A TCP socket connects once; after that even a dead connection prevents it until it is disconnected.',
    condition: 'connect(2), TCP, the socket is or was connected, or listens',
    source: CONNECT,
    certainty: 'run',
    why: '{newcomer} is or was connected, or listens, and cannot connect',
    ops: ['connect'],
    protocol: 'tcp',
    decision: 'EISCONN',
    applies: ({ sock }) => sock.phase === 'connected' || sock.state === 'LISTEN',
  },
  {
    id: 'linux.connect-short-address',
    sentence: 'A sockaddr_in is too short for an IPv6 TCP socket, which says EINVAL before it looks at the family.',
    condition: 'connect(2), TCP, an AF_INET address, 16 bytes, on an AF_INET6 socket',
    source: 'tcp_v6_connect(), net/ipv6/tcp_ipv6.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is AF_INET6, and the destination an IPv4 address',
    ops: ['connect'],
    protocol: 'tcp',
    decision: 'EINVAL',
    applies: (call) => hasFamily(call, 'inet6', 'inet'),
  },
  {
    id: 'linux.destination-wrong-family',
    sentence: 'An IPv4 socket reaches no IPv6 address.',
    condition: 'connect(2), or sendto(2) of UDP, an AF_INET6 address on an AF_INET socket',
    source: 'tcp_v4_connect(), __ip4_datagram_connect(), udp_sendmsg(), 6.18',
    certainty: 'run',
    why: '{newcomer} is AF_INET, and the destination an IPv6 address',
    ops: ['connect', 'sendto'],
    decision: 'EAFNOSUPPORT',
    applies: (call) => hasFamily(call, 'inet', 'inet6'),
  },
  {
    id: 'linux.v6only-destination-family',
    sentence: 'A UDP socket with IPV6_V6ONLY connects to no sockaddr_in.',
    condition: 'connect(2), UDP, IPV6_V6ONLY, an AF_INET address',
    source: '__ip6_datagram_connect(), net/ipv6/datagram.c, 6.18',
    certainty: 'run',
    why: '{newcomer} has IPV6_V6ONLY, and the destination is an IPv4 address',
    ops: ['connect'],
    protocol: 'udp',
    decision: 'EAFNOSUPPORT',
    applies: (call) => call.sock.v6only && hasFamily(call, 'inet6', 'inet'),
  },
  {
    id: 'linux.v6only-reaches-no-ipv4',
    sentence: 'A socket with IPV6_V6ONLY, or with a specific IPv6 address, reaches no IPv4 address.',
    condition: 'connect(2) or sendto(2), IPV6_V6ONLY, a v4-mapped destination (UDP sendto: any IPv4 one)',
    source: 'tcp_v6_connect(), __ip6_datagram_connect(), udpv6_sendmsg(), 6.18',
    certainty: 'run',
    why: '{newcomer} has IPV6_V6ONLY, and the destination is IPv4',
    ops: ['connect', 'sendto', 'send'],
    decision: 'ENETUNREACH',
    applies: ({ op, sock, to }) =>
      sock.family === 'inet6' &&
      sock.v6only &&
      to !== undefined &&
      (isMapped(to.address) || (op === 'sendto' && to.address.family === 'inet')),
  },
  {
    id: 'linux.no-destination',
    sentence: 'A UDP socket that is not connected must name a destination.',
    condition: 'send(2), UDP, not connected',
    source: 'udp_sendmsg(), net/ipv4/udp.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is not connected, and the call names no destination',
    ops: ['send'],
    protocol: 'udp',
    decision: 'EDESTADDRREQ',
    applies: ({ to }) => to === undefined,
  },
  ...ROUTE_CALLS,
  {
    id: 'linux.shutdown-unconnected',
    sentence: 'shutdown(2) of a socket that is not connected fails, but shuts it down.',
    condition: 'shutdown(2), neither connected nor listening',
    source: 'inet_shutdown(), net/ipv4/af_inet.c, 6.18',
    certainty: 'run',
    why: '{newcomer} is not connected',
    ops: ['shutdown'],
    decision: 'ENOTCONN',
    applies: ({ sock }) => sock.state === 'CLOSE',
  },
] as const satisfies readonly CallRule<`linux.${string}`>[];
