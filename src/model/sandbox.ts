import type { Address } from './address.ts';

/** One veth device of a sandbox. If the link is to have no carrier, its other end stays down. */
export interface SandboxDevice {
  readonly name: string;
  readonly link: 'up' | 'no-carrier' | 'down';
  /** As /32 or /128. */
  readonly addresses: readonly Address[];
  /** Addresses with a subnet, which has a route and for IPv4 a broadcast address. */
  readonly subnets?: readonly Subnet[];
}

export interface Subnet {
  readonly address: Address;
  /** Bits of the network part. */
  readonly prefix: number;
}

/** The devices, addresses and sysctls of a private network namespace, besides `lo` with 127.0.0.1 and ::1. */
export interface SandboxLayout {
  readonly devices: readonly SandboxDevice[];
  /** On `lo`, as /32 or /128. */
  readonly loopback: readonly Address[];
  readonly sysctls: Readonly<Record<string, string>>;
}
