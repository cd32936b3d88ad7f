import type { EffectText } from './effect-text.ts';

/** What kernels did before a change: src/rules/linux/versions says which ones. */
export const OLDER = [
  [
    'reuse-cached',
    'The port caches that all its sockets had SO_REUSEADDR, or SO_REUSEPORT of one user, at bind: then a newcomer with the same is admitted without a check.',
    'TCP; every bind and listen since the port was free had the option, and none has listened for SO_REUSEADDR; what was changed since is not looked at',
    'inet_csk_update_fastreuse(), sk_reuseport_match(), net/ipv4/inet_connection_sock.c, 6.1',
    'the port caches that its sockets were bound with the option that {newcomer} has, and nothing else is checked',
  ],
  [
    'connected-udp-scored',
    'A UDP socket that is connected to the sender comes before those on the same address that are not, unless a SO_REUSEPORT group is found first.',
    'UDP, one socket is connected to the sender',
    'compute_score(), udp4_lib_lookup2(), net/ipv4/udp.c, 6.1',
    '{newcomer} is connected to the sender, and so comes before {holder}',
  ],
  [
    'reuseport-before-connected',
    'A SO_REUSEPORT socket that is found first, as the newest is, gets the datagram though another is connected to the sender.',
    'UDP, one socket is connected to the sender, a newer one on the same address has SO_REUSEPORT and no member of its group has connected',
    'udp4_lib_lookup2(), net/ipv4/udp.c, 6.1',
    '{newcomer} has SO_REUSEPORT and is found before {holder}, which is connected to the sender',
  ],
  [
    'no-port-range',
    'IP_LOCAL_PORT_RANGE is unknown before Linux 6.3.',
    'IP_LOCAL_PORT_RANGE',
    'do_ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.1',
    'this kernel does not know IP_LOCAL_PORT_RANGE, which {newcomer} sets',
  ],
  [
    'self-connect-half-shut',
    'A socket that was shut down for writing is connected to itself all the same, and sends nothing.',
    'connect(2), TCP, source and destination are the same, after shutdown(2) for writing',
    'tcp_rcv_state_process(), net/ipv4/tcp_input.c, 5.10',
    '{newcomer} was shut down for writing, and is connected to itself',
  ],
  [
    'device-ignored',
    'A socket that is bound to the device of the packet comes before none that is bound to no device: the newest gets the packet.',
    'both could take the packet, on the same address',
    'compute_score(), net/ipv4/inet_hashtables.c; compute_score(), net/ipv4/udp.c, 5.10',
    '{newcomer} is newer than {holder}, which is bound to the device',
  ],
  [
    'incoming-cpu-ignored',
    'In a SO_REUSEPORT group SO_INCOMING_CPU does not count: a hash of the four-tuple decides.',
    'SO_REUSEPORT and SO_INCOMING_CPU, the same address, family, device, IPV6_V6ONLY and user',
    'reuseport_select_sock(), net/core/sock_reuseport.c, 5.10',
    'a hash of addresses and ports decides in the SO_REUSEPORT group of {newcomer}, whatever CPU it has asked for',
  ],
  [
    'tw-reuse-by-seconds',
    'Whether a connection has been in TIME_WAIT for a second is told by whole seconds of the clock: where one begins in between, the four-tuple may be used again at once.',
    'connect(2), TCP, net.ipv4.tcp_tw_reuse, the kernel chooses the port',
    'tcp_twsk_unique(), net/ipv4/tcp_ipv4.c, 6.12',
    '{newcomer} may replace {holder} where a second of the clock has begun since',
  ],
  [
    'port-stays-bound',
    'A port that bind(2) or listen(2) has had is no automatic port for connect(2) before its last socket is gone.',
    'connect(2), TCP, no port of the range left for the destination but those that only connections have by now, and that were bound meanwhile',
    '__inet_hash_connect(), inet_bind_bucket_destroy(), net/ipv4/inet_hashtables.c, 6.12',
    '{newcomer} has no port left in its range: a port that was bound is not shared before all its connections have ended',
  ],
] as const satisfies readonly EffectText[];
