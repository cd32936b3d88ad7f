import type { Address } from './address.ts';

/** One veth device of a sandbox. Its far end stays down where the link shall have no carrier. */
export interface SandboxDevice {
  readonly name: string;
  readonly link: 'up' | 'no-carrier' | 'down';
  readonly addresses: readonly Address[];
}

/** What a private network namespace has beyond `lo` with 127.0.0.1 and ::1. */
export interface SandboxLayout {
  readonly devices: readonly SandboxDevice[];
  /** On `lo`, as /32 or /128. */
  readonly loopback: readonly Address[];
  readonly sysctls: Readonly<Record<string, string>>;
}
