import { onDevice } from '../environment.ts';
import type { Pair, PairRule } from '../rule.ts';
import type { RuleSocket } from '../rule-socket.ts';

const devicesDiffer = (a: RuleSocket, b: RuleSocket): boolean =>
  a.device !== undefined && b.device !== undefined && a.device !== b.device;

/** inet_sk_bound_l3mdev(): TCP has a bucket for each VRF, unless the setting puts them into one. */
const vrfsDiffer = ({ env, newcomer, old }: Pair): boolean =>
  env.vrfs.size > 0 &&
  env.sysctls['net.ipv4.tcp_l3mdev_accept'] !== '1' &&
  onDevice(env, newcomer.device) !== onDevice(env, old.device);

/** Sockets on one port that have nothing to do with each other. */
export const SEPARATE_PAIRS = [
  {
    id: 'linux.no-overlap',
    sentence: 'Sockets whose addresses no packet could share never conflict.',
    condition: 'two different specific addresses, or a specific IPv6 address and an IPv4 one',
    source: 'inet_rcv_saddr_equal(), net/ipv4/inet_connection_sock.c, 6.18',
    certainty: 'run',
    why: '{newcomer} and {holder} share no address',
    decision: 'ok',
    applies: ({ relation }) => relation === 'apart',
  },
  {
    id: 'linux.v6only-separates',
    sentence: 'A :: socket with IPV6_V6ONLY conflicts with no IPv4 address.',
    condition: ':: with IPV6_V6ONLY beside an IPv4 or v4-mapped address',
    source: 'ipv6_rcv_saddr_equal(), net/ipv4/inet_connection_sock.c, 6.18',
    certainty: 'run',
    why: 'IPV6_V6ONLY keeps {newcomer} and {holder} apart: one takes IPv6 only, the other IPv4',
    decision: 'ok',
    applies: ({ relation }) => relation === 'v6only',
  },
  {
    id: 'linux.device-differs',
    sentence: 'Sockets bound to two different devices never conflict.',
    condition:
      'both have a bound device (SO_BINDTODEVICE, or the scope of a link-local address), and the devices differ',
    source: 'inet_bind_conflict(), net/ipv4/inet_connection_sock.c, 6.18',
    certainty: 'run',
    why: '{newcomer} and {holder} are bound to different devices',
    decision: 'ok',
    applies: ({ newcomer, old }) => devicesDiffer(newcomer, old),
  },
  {
    id: 'linux.vrf-differs',
    sentence: 'TCP sockets in different VRFs, or in a VRF and outside of it, never conflict.',
    condition:
      'TCP, the device that one is bound to is in a VRF, and the other is bound to none or to one outside of that VRF; net.ipv4.tcp_l3mdev_accept is 0',
    source:
      'inet_sk_bound_l3mdev(), include/net/inet_sock.h, and inet_bind_bucket_match(), net/ipv4/inet_hashtables.c, 6.18',
    certainty: 'run',
    why: '{newcomer} and {holder} are not in the same VRF, and tcp_l3mdev_accept is 0',
    protocol: 'tcp',
    decision: 'ok',
    applies: vrfsDiffer,
  },
] as const satisfies readonly PairRule<`linux.${string}`>[];
