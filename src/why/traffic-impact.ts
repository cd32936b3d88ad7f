import { type Address, isAny, unmap } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';
import { setsReuseport } from '../model/options.ts';
import type { Bind, TrafficImpact } from '../model/why.ts';

/** Which of two sockets on one port is looked at first: exact addresses, then 0.0.0.0, then a dual-stack `::`. */
const precedence = (address: Address): number => (isAny(unmap(address)) ? (address.family === 'inet' ? 1 : 0) : 2);

/**
 * What a newcomer that may be bound beside a socket takes of what that one is sent: __inet_lookup_listener(),
 * udp4_lib_lookup2(). Of equals a SO_REUSEPORT group shares, and without it the newest gets all.
 */
export function trafficImpactOf(bind: Bind, { protocol, state, peer, address }: HeldSocket): TrafficImpact {
  const isServing = protocol === 'tcp' ? state === 'LISTEN' : peer === undefined;
  const before = precedence(bind.address) - precedence(address);
  if (protocol !== bind.protocol || !isServing || before < 0) return 'nothing';
  return before === 0 && setsReuseport(bind.reuse) ? 'part' : 'all';
}
