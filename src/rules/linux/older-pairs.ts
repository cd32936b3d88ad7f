import { isMapped, unmap } from '../../model/address.ts';
import { isWildcard } from '../address-index.ts';
import type { PairRule } from '../rule.ts';
import type { RuleSocket } from '../rule-socket.ts';

/** Sockets that share one bucket, of the family of the first: inet_bind2_bucket_match(). */
const isIpv4Any = ({ address }: RuleSocket): boolean => unmap(address).ip === '0.0.0.0';

/** From so many sockets on a port on bind(2) of UDP looks into the hash of addresses: udp_lib_get_port(). */
const MANY = 10;

/** Conflicts that kernels do not see before a change, or since one: src/rules/linux/versions says which ones. */
export const OLDER_PAIRS = [
  {
    id: 'linux.udp-any-beside-many',
    sentence:
      'With more than ten UDP sockets on a port a newcomer on ANY is compared with those on ANY alone: it is admitted beside specific addresses, but for a chance of 1 in the slots of the hash (512 to 65,536, by the memory) for each.',
    condition: 'UDP, more than ten sockets on the port, a newcomer on ANY, the old socket on a specific address',
    source: 'udp_lib_get_port(), udp_lib_lport_inuse2(), net/ipv4/udp.c, 5.10; since 30fff9231fad, Linux 2.6.33',
    certainty: 'run',
    why: 'more than ten sockets are on the port, so that {newcomer} is not compared with {holder}, unless their hashes meet, by a small chance',
    protocol: 'udp',
    decision: 'ok',
    applies: ({ newcomer, old, olds }) =>
      olds.length > MANY && isWildcard(newcomer.address) && !isWildcard(old.address),
  },
  {
    id: 'linux.mapped-any-unseen',
    sentence: 'A newcomer on a v4-mapped address does not see ::ffff:0.0.0.0, nor a 0.0.0.0 that came after it.',
    condition:
      'TCP, a newcomer on a specific v4-mapped address, an old socket on IPv4 ANY, the first of which is AF_INET6',
    source: 'inet_use_bhash2_on_bind(), inet_bind2_bucket_match_addr_any(), net/ipv4, 6.1.168',
    certainty: 'run',
    why: '{newcomer} is looked up by its address, where {holder} is not found',
    protocol: 'tcp',
    decision: 'ok',
    applies: ({ newcomer, old, olds }) =>
      isMapped(newcomer.address) && !isIpv4Any(newcomer) && isIpv4Any(old) && olds.find(isIpv4Any)?.family === 'inet6',
  },
] as const satisfies readonly PairRule<`linux.${string}`>[];
