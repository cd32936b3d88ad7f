import { type Address, isAny, unmap } from '../../model/address.ts';
import type { Packet, Receiver } from '../delivery.ts';
import type { RuleSet } from '../rule.ts';
import { peerOf, type RuleSocket } from '../rule-socket.ts';

/** What decides among sockets that all may take a packet. Among those that are left nothing is promised. */
export interface Precedence {
  readonly exactFirst: boolean;
  /** Among the wildcard sockets an AF_INET one comes before a dual-stack `::`. */
  readonly ipv4First: boolean;
}

/** Every socket that may get the packet, where these systems do not promise which of them does. */
export const deliverBy =
  ({ exactFirst, ipv4First }: Precedence): RuleSet['deliver'] =>
  (open, packet) => {
    const takers = open.filter((r) => takes(r, packet));
    if (packet.each === true) return takers;
    const connected = takers.filter((r) => r.peer !== undefined);
    if (connected.length > 0) return connected;
    const exact = exactFirst ? takers.filter((r) => !isAny(unmap(r.socket.address))) : [];
    if (exact.length > 0) return exact;
    const four = ipv4First ? takers.filter((r) => r.socket.family === 'inet') : [];
    return four.length > 0 ? four : takers;
  };

function takes({ socket, peer }: Receiver, packet: Packet): boolean {
  if (socket.protocol !== packet.protocol || socket.port !== packet.port) return false;
  if (packet.protocol === 'tcp' && socket.state !== 'LISTEN') return false;
  if (peer !== undefined && !(same(peer.address, packet.from.address) && peer.port === packet.from.port)) return false;
  return covers(socket, unmap(packet.to));
}

function covers(socket: RuleSocket, to: Address): boolean {
  if (socket.address.ip === '::') return to.family === 'inet6' || !socket.v6only;
  const own = unmap(socket.address);
  return own.family === to.family && (isAny(own) || same(own, to));
}

const same = (a: Address, b: Address): boolean => unmap(a).ip === unmap(b).ip;

/** No order and no groups are known of these systems. */
export const receiversOf = (open: readonly RuleSocket[]): readonly Receiver[] =>
  open.map((socket, turn) => ({ socket, lookupOrder: turn, groupConnected: false, connectedAt: 0, ...peerOf(socket) }));
