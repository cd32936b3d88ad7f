import { type Address, isAny, unmap } from '../../model/address.ts';
import type { RuleSocket } from '../rule-socket.ts';
import type { Packet, Receiver, RuleSet } from '../rule.ts';

/** What decides among sockets that all may take a packet; what is left over is promised to none of them. */
export interface Precedence {
  readonly exactFirst: boolean;
  /** Of the wildcard sockets an AF_INET one before a dual-stack `::`. */
  readonly ipv4First: boolean;
}

/** All sockets among which nothing promises a choice. */
export const deliverBy =
  ({ exactFirst, ipv4First }: Precedence): RuleSet['deliver'] =>
  (open, packet) => {
    const takers = open.filter((r) => takes(r, packet));
    const connected = takers.filter((r) => r.peer !== undefined);
    if (connected.length > 0) return connected;
    const exact = exactFirst ? takers.filter((r) => !isAny(unmap(r.party.address))) : [];
    if (exact.length > 0) return exact;
    const four = ipv4First ? takers.filter((r) => r.party.family === 'inet') : [];
    return four.length > 0 ? four : takers;
  };

function takes({ party, peer }: Receiver, packet: Packet): boolean {
  if (party.protocol !== packet.protocol || party.port !== packet.port) return false;
  if (packet.protocol === 'tcp' && party.state !== 'LISTEN') return false;
  if (peer !== undefined && !(same(peer.address, packet.from.address) && peer.port === packet.from.port)) return false;
  return covers(party, unmap(packet.to));
}

function covers(party: RuleSocket, to: Address): boolean {
  if (party.address.ip === '::') return to.family === 'inet6' || !party.v6only;
  const own = unmap(party.address);
  return own.family === to.family && (isAny(own) || same(own, to));
}

const same = (a: Address, b: Address): boolean => unmap(a).ip === unmap(b).ip;
