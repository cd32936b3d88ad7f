import { type Address, isAny, isForEveryHost, LOOPBACK, type Protocol, unmap } from '../model/address.ts';
import type { Packet } from './delivery.ts';
import { broadcastDevice, deviceOfAddress, type RuleEnvironment } from './environment.ts';

/** Where a client that connects to ANY of its own host arrives: ip(7), ipv6(7). */
function clientTarget(address: Address): Address {
  const plain = unmap(address);
  return isAny(plain) ? LOOPBACK[plain.family] : plain;
}

/** A port that no socket is connected to. */
const CLIENT_PORT = 0;

/** Whether every socket that takes a datagram to the address gets a copy. */
export const isForEach = (env: RuleEnvironment, to: Address): boolean =>
  isForEveryHost(to) || broadcastDevice(env, to) !== undefined;

/**
 * The first packet of a client on this host. It is considered to come in by the interface that has the address, though
 * `lo` carries it: __mkroute_output(), net/ipv4/route.c; ip6_rcv_core(), net/ipv6/ip6_input.c, 6.18.
 */
export function clientPacket(env: RuleEnvironment, protocol: Protocol, port: number, address: Address): Packet {
  const to = clientTarget(address);
  const zone = address.zone === undefined ? undefined : (env.zones.get(address.zone) ?? address.zone);
  const device = zone ?? broadcastDevice(env, to) ?? deviceOfAddress(env, to) ?? 'lo';
  const packet = { protocol, to, port, from: { address: to, port: CLIENT_PORT }, device };
  return protocol === 'udp' && isForEach(env, to) ? { ...packet, each: true } : packet;
}
