import type { EffectText } from './effect-text.ts';

const UDP = 'net/ipv4/udp.c, 6.18';

export const DELIVERY = [
  [
    'receivers',
    'A packet goes to one socket, or to one of a SO_REUSEPORT group, as the rules of delivery say.',
    'clients reach an endpoint',
    `__inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(), ${UDP}`,
    '{holder} receives the clients',
  ],
  [
    'exact-before-any',
    'A socket on the same address comes before one on ANY.',
    'both could take the packet',
    `__inet_lookup_listener(), net/ipv4/inet_hashtables.c; __udp4_lib_lookup(), ${UDP}`,
    '{newcomer} is on the same address, which comes before ANY',
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
] as const satisfies readonly EffectText[];
