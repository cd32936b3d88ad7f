import type { OpeningStep, SocketSettings, StepCommon } from './step-input.ts';
import type { Family, SocketState } from './words.ts';

/** send(2). */
export interface SendStep extends OpeningStep {
  /** send(2). */
  readonly op: 'send';
  /** How many. Default: 1. */
  readonly bytes?: number | undefined;
  /** true: send until the peer's window is full. */
  readonly full?: boolean | undefined;
}

/** sendto(2). */
export interface SendtoStep extends OpeningStep {
  /** sendto(2). */
  readonly op: 'sendto';
  /** An IP address, or $NAME for a saved local end. */
  readonly address: string;
  /** A port, 0 for the choice of the kernel, or $NAME for a saved one. */
  readonly port: number | string;
  /** How many. Default: 1. */
  readonly bytes?: number | undefined;
  /** true: send until the peer's window is full. */
  readonly full?: boolean | undefined;
}

/** recv(2), of up to 64 KiB. */
export interface ReceiveStep extends OpeningStep {
  /** recv(2), up to 64 KiB. */
  readonly op: 'receive';
  /** How many came; 0 is the end of the stream. */
  readonly expectBytes?: number | undefined;
}

/** shutdown(2). */
export interface ShutdownStep extends OpeningStep {
  /** shutdown(2). */
  readonly op: 'shutdown';
  /** Which half of the connection. */
  readonly how: 'read' | 'write' | 'both';
}

/** setsockopt(2): changes options later. */
export interface SetsockoptStep extends OpeningStep {
  /** setsockopt(2): changes options later. */
  readonly op: 'setsockopt';
  readonly set: SocketSettings;
}

/** Joins a multicast group: IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP. */
export interface JoinStep extends OpeningStep {
  /** Joins a multicast group on an interface: IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP. */
  readonly op: 'join';
  /** A multicast address, such as 239.1.1.1 or ff05::1. */
  readonly group: string;
  /** The interface on which the group is joined: lo, or one of the devices. */
  readonly interface: string;
}

/** Leaves a multicast group: IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP. */
export interface LeaveStep extends OpeningStep {
  /** Leaves a group: IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP. */
  readonly op: 'leave';
  /** A multicast address, such as 239.1.1.1 or ff05::1. */
  readonly group: string;
  /** The interface on which the group is joined: lo, or one of the devices. */
  readonly interface: string;
}

/** getsockname(2). */
export interface GetsocknameStep extends OpeningStep {
  /** getsockname(2). */
  readonly op: 'getsockname';
  /** An address, nonzero for any but ANY, $NAME, or "!$NAME" for another than that. */
  readonly expectAddress?: string | undefined;
  /** A port, [LOWEST, HIGHEST], nonzero, $NAME, or "!$NAME" for another than that. */
  readonly expectPort?: number | string | readonly [number, number] | undefined;
}

/** Fresh clients reach the endpoint, and the receivers get them. */
export interface DeliverStep extends StepCommon {
  /** Fresh clients reach address:port, and the receivers get them; of multicast and broadcast each gets a copy. */
  readonly op: 'deliver';
  /** An IP address, or $NAME for a saved local end. */
  readonly address: string;
  /** A port, or $NAME for a saved one. */
  readonly port: number | string;
  /** How many clients. Default: 1. */
  readonly count?: number | undefined;
  /** Of the clients. Default: that of the address. */
  readonly family?: Family | undefined;
  /** An IP address, or $NAME for a saved local end. */
  readonly fromAddress?: string | undefined;
  /** A port, 0 for the choice of the kernel, or $NAME for a saved one. */
  readonly fromPort?: number | string | undefined;
  /** SO_BINDTODEVICE of the clients: by which interface they send. */
  readonly fromDevice?: string | undefined;
  /** The CPU on which the clients send. */
  readonly cpu?: number | undefined;
  /** Exactly these sockets get them. Left out: none does. */
  readonly receivers?: readonly string[] | undefined;
  /** false: some of the receivers, and no other socket. Default: true. */
  readonly exact?: boolean | undefined;
}

/** Looks into the kernel's socket table. */
export interface StateStep extends StepCommon {
  /** Looks into the kernel's socket table. */
  readonly op: 'state';
  /** An IP address, or $NAME for a saved local end. */
  readonly address: string;
  /** A port, or $NAME for a saved one. */
  readonly port: number | string;
  /** Met if any socket at that local end is in it. */
  readonly state: SocketState;
}
