import type { Address, Family, Protocol, SocketAddress } from '../model/address.ts';
import type { RuleSocket } from './rule-socket.ts';

/** A first packet: a SYN, or a datagram. */
export interface Packet {
  readonly protocol: Protocol;
  /** The destination after `0.0.0.0` and `::` became loopback. */
  readonly to: Address;
  readonly port: number;
  readonly from: SocketAddress;
  /** The interface that it is considered to come in by. */
  readonly device: string;
  /** A multicast or broadcast datagram: every socket that takes it gets a copy. */
  readonly each?: true;
  /** The CPU that handles it; absent: not known. */
  readonly cpu?: number;
}

/** A multicast group that a socket has joined on an interface: IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP. */
export interface Membership {
  readonly group: Address;
  readonly device: string;
}

/** An open socket as the kernel's lookup sees it. */
export interface Receiver {
  readonly socket: RuleSocket;
  /** Its place in the kernel's list: the lowest is looked at first. */
  readonly lookupOrder: number;
  /** Its SO_REUSEPORT group. */
  readonly group?: number;
  /** A member of its group has connected. */
  readonly groupConnected: boolean;
  /** UDP: whom it is connected to, and when in the order of all connects. */
  readonly peer?: SocketAddress;
  readonly connectedAt: number;
  /** An IPv6 UDP socket that was connected once: the only address that it still takes IPv6 from. */
  readonly onlyFrom?: Address;
  /** SO_INCOMING_CPU; absent: unset, or not known of. */
  readonly incomingCpu?: number;
  /** The groups that it has joined; absent: none is known of. */
  readonly memberships?: readonly Membership[];
  /** IP_MULTICAST_ALL and IPV6_MULTICAST_ALL; absent: as a new socket has them. */
  readonly multicastAll?: Readonly<Record<Family, boolean>>;
}
