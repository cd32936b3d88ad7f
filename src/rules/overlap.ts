import { isAny, unmap } from '../model/address.ts';
import type { Party } from './party.ts';

/** How the addresses of two sockets on one port meet. */
export type Relation =
  /** No packet could be for both. */
  | 'apart'
  /** Apart only because a `::` socket has IPV6_V6ONLY. */
  | 'v6only'
  /** The same address, ANY beside ANY of one family among them. */
  | 'same'
  /** ANY and a specific address of its family. */
  | 'wildcard'
  /** A dual-stack `::` and an IPv4 address. */
  | 'dual-stack';

/** What a socket's address stands for: an IPv4 socket and a v4-mapped one are the same. */
const isIpv4 = (p: Party): boolean => unmap(p.address).family === 'inet';

/**
 * Whether one packet could be for both, as Linux compares them: v4-mapped counts as IPv4, `::` meets `::` whatever the flags.
 * Source: ipv6_rcv_saddr_equal(), net/ipv4/inet_connection_sock.c.
 */
export function relation(a: Party, b: Party): Relation {
  const [aIs4, bIs4] = [isIpv4(a), isIpv4(b)];
  if (aIs4 !== bIs4) return acrossFamilies(aIs4 ? b : a);
  const [x, y] = [unmap(a.address), unmap(b.address)];
  if (x.ip === y.ip) return 'same';
  return isAny(x) || isAny(y) ? 'wildcard' : 'apart';
}

function acrossFamilies(six: Party): Relation {
  if (six.address.ip !== '::') return 'apart';
  return six.v6only ? 'v6only' : 'dual-stack';
}
