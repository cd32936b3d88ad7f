import { type Address, isAny, LOOPBACK, unmap } from '../model/address.ts';
import type { Responder } from '../model/disagreement.ts';
import type { Combination } from '../model/plan.ts';
import { AddressIndex } from './address-index.ts';
import type { Receiver } from './delivery.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/** Where a client that connects to ANY of its own host arrives: ip(7), ipv6(7). */
export function clientTarget(address: Address): Address {
  const plain = unmap(address);
  return isAny(plain) ? LOOPBACK[plain.family] : plain;
}

/** A port that no socket is connected to. */
const CLIENT_PORT = 0;

/**
 * Tells who may answer a local client of a socket's address: `ours` by their address, the sockets of other processes
 * without a name. Both are given in the order in which they were opened, `held` first.
 */
export function responders(
  rules: RuleSet,
  { protocol, port }: Combination,
  held: readonly RuleSocket[],
  ours: readonly RuleSocket[],
): (at: RuleSocket) => readonly Responder[] {
  const receivers = rules.receivers([...held, ...ours]);
  const index = new AddressIndex(receivers.map((r) => r.socket.address));
  const isOurs = new Set(ours);
  return (at) => {
    const to = clientTarget(at.address);
    const from = { address: to, port: CLIENT_PORT };
    // Also what goes to the host's own addresses comes in by lo; a link-local address is of its own link.
    const device = (at.address.zone === undefined ? undefined : at.device) ?? 'lo';
    const packet = { protocol, to, port, from, device };
    const open = index.near(to).map((place) => receivers[place] as Receiver);
    return rules
      .deliver(open, packet, rules)
      .map(({ socket }) => (isOurs.has(socket) ? socket.address : 'another socket'));
  };
}
