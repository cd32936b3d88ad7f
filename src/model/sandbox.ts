import type { Address } from './address.ts';

/** One veth device of a sandbox. If the link is to have no carrier, its other end stays down. */
export interface SandboxDevice {
  readonly name: string;
  readonly link: 'up' | 'no-carrier' | 'down';
  readonly addresses: readonly Address[];
}

/** The devices, addresses and sysctls of a private network namespace, besides `lo` with 127.0.0.1 and ::1. */
export interface SandboxLayout {
  readonly devices: readonly SandboxDevice[];
  /** On `lo`, as /32 or /128. */
  readonly loopback: readonly Address[];
  readonly sysctls: Readonly<Record<string, string>>;
}
