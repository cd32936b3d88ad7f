import { unmap } from '../model/address.ts';
import type { Party } from './party.ts';
import type { Packet } from './rule.ts';

/**
 * Who receives a first packet: sockets on the exact address, then those on ANY, the best score among them.
 * Source: __inet_lookup_listener() and compute_score(), net/ipv4/inet_hashtables.c; udp4_lib_lookup2(), net/ipv4/udp.c, 6.18.
 */
export function linuxDeliver(open: readonly Party[], packet: Packet): readonly Party[] {
  const candidates = inTableOrder(open.filter((p) => p.protocol === packet.protocol && takes(p, packet)));
  const exact = candidates.filter((p) => unmap(p.address).ip === packet.to);
  return winners(exact.length > 0 ? exact : candidates.filter((p) => isWildcard(p)), packet);
}

const isWildcard = (p: Party): boolean => ['0.0.0.0', '::'].includes(unmap(p.address).ip);

function takes(p: Party, packet: Packet): boolean {
  if (packet.protocol === 'tcp' && p.state !== 'LISTEN') return false;
  if (p.device !== undefined && p.device !== packet.device) return false;
  const ip4 = !packet.to.includes(':');
  if (p.address.ip === '::') return !ip4 || !p.v6only;
  return ip4 === (unmap(p.address).family === 'inet');
}

/** New sockets go to the head of their list, IPv6 ones with SO_REUSEPORT to its tail: __inet_hash(), udp_lib_get_port(). */
function inTableOrder(open: readonly Party[]): readonly Party[] {
  const atTail = (p: Party): boolean => p.reuseport && p.family === 'inet6';
  return [...open.filter((p) => !atTail(p)).toReversed(), ...open.filter(atTail)];
}

/** The first of the best score, with its SO_REUSEPORT group. TCP takes the first group it meets on its way up. */
function winners(candidates: readonly Party[], packet: Packet): readonly Party[] {
  let best: Party | undefined;
  for (const p of candidates) {
    if (best !== undefined && score(p, packet) <= score(best, packet)) continue;
    best = p;
    if (p.reuseport) break;
  }
  return best === undefined ? [] : groupOf(best, candidates);
}

const score = (p: Party, packet: Packet): number =>
  (p.family === 'inet' ? 1 : 0) + (p.device === undefined ? 0 : packet.protocol === 'udp' ? 4 : 1);

/** Those among which a hash of the four-tuple decides: inet_reuseport_add_sock(), udp_reuseport_add_sock(). */
function groupOf(chosen: Party, candidates: readonly Party[]): readonly Party[] {
  if (!chosen.reuseport) return [chosen];
  return candidates.filter(
    (p) =>
      p.reuseport && p.family === chosen.family && p.v6only === chosen.v6only && p.device === chosen.device &&
      p.uid === chosen.uid && p.address.ip === chosen.address.ip,
  );
}
