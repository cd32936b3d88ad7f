import { type Address, isAny, isMapped, unmap } from '../model/address.ts';
import type { RuleSocket } from './rule-socket.ts';

/** How the addresses of two sockets on one port overlap. */
export type Relation =
  /** No packet can be for both. */
  | 'apart'
  /** Apart only because a `::` socket has IPV6_V6ONLY. */
  | 'v6only'
  /** The same address, ANY beside ANY of one family among them. */
  | 'same'
  /** ANY and a specific address of its family. */
  | 'wildcard'
  /** A dual-stack `::` and an IPv4 address. */
  | 'dual-stack'
  /** An AF_INET socket and the IPv6 connection of a socket that is dual-stack. */
  | 'dual-stack-connection';

/**
 * Whether one packet can be for both, as Linux compares a newcomer with an old socket: v4-mapped counts as IPv4,
 * `::` overlaps `::` whatever the flags. Source: inet_rcv_saddr_equal(), net/ipv4/inet_connection_sock.c, 6.18.
 */
export function relation(newcomer: RuleSocket, old: RuleSocket): Relation {
  if (newcomer.family === 'inet6') return seenFromInet6(newcomer, old);
  if (old.family === 'inet' || isMapped(old.address)) return withinFamily(newcomer.address, old.address);
  if (old.v6only) return isAny(old.address) ? 'v6only' : 'apart';
  return isAny(old.address) ? 'dual-stack' : besideConnection(newcomer);
}

/** LOOPBACK4_IPV6: what the kernel writes into the IPv4 address of a socket with an IPv6 one (include/net/ipv6.h). */
export const PLACEHOLDER = '127.0.0.6';

/** An IPv6 connection of a dual-stack socket has an IPv4 address too, of which only the placeholder is known. */
function besideConnection(newcomer: RuleSocket): Relation {
  const meets = isAny(newcomer.address) || (newcomer.protocol === 'udp' && newcomer.address.ip === PLACEHOLDER);
  return meets ? 'dual-stack-connection' : 'apart';
}

function seenFromInet6(newcomer: RuleSocket, old: RuleSocket): Relation {
  const isOld4 = old.family === 'inet' || isMapped(old.address);
  if (isMapped(newcomer.address)) {
    if (isOld4) return withinFamily(newcomer.address, old.address);
    return acrossFamilies(old);
  }
  return isOld4 ? acrossFamilies(newcomer) : withinFamily(newcomer.address, old.address);
}

/** Only `::` reaches into the other family. */
function acrossFamilies(six: RuleSocket): Relation {
  if (!isAny(six.address)) return 'apart';
  return six.v6only ? 'v6only' : 'dual-stack';
}

function withinFamily(a: Address, b: Address): Relation {
  const [x, y] = [unmap(a), unmap(b)];
  if (x.ip === y.ip) return 'same';
  return isAny(x) || isAny(y) ? 'wildcard' : 'apart';
}
