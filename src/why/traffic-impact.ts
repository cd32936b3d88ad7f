import { type Address, isAny, unmap } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { TrafficImpact } from '../model/remedy.ts';

/** Which of two sockets on one port is looked at first: exact addresses, then 0.0.0.0, then a dual-stack `::`. */
const precedence = (address: Address): number => (isAny(unmap(address)) ? (address.family === 'inet' ? 1 : 0) : 2);

/**
 * What a listener that may be bound beside a socket takes of the connections or datagrams that this socket is sent:
 * __inet_lookup_listener(), udp4_lib_lookup2(). Of equals a SO_REUSEPORT group shares, and without it the newest gets all.
 */
export function trafficImpactOf(listener: Listener, { protocol, state, peer, address }: HeldSocket): TrafficImpact {
  const isServing = protocol === 'tcp' ? state === 'LISTEN' : peer === undefined;
  const before = precedence(listener.address) - precedence(address);
  if (protocol !== listener.protocol || !isServing || before < 0) return 'nothing';
  return before === 0 && listener.options.reuseport ? 'part' : 'all';
}
