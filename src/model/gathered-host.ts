import type { Address } from './address.ts';
import type { HeldSocket, Host } from './host.ts';

/** In what a host may be described that is somewhere else. */
export const HOST_SHAPES = ['bindmatrix/host@1', 'bindmatrix/interfaces@1', 'ip -j addr', 'ansible facts'] as const;
export type HostShape = (typeof HOST_SHAPES)[number];

/**
 * What a description may lack, so that the usual is taken for it: the newest rules, settings as a kernel has them at first,
 * nothing else that listens, no address that is still being tested, the loopback addresses for localhost, root.
 */
export const ASSUMPTIONS = ['kernel', 'sysctls', 'listeners', 'tentative', 'ipv6', 'localhost', 'uid'] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];

/** A host as a file describes it. */
export interface GatheredHost {
  /** Where the file itself has it. */
  readonly name?: string;
  readonly shape: HostShape;
  readonly host: Host;
  /** What listens there. */
  readonly held: readonly HeldSocket[];
  /** What localhost stands for there, as getaddrinfo(3) sorts it. */
  readonly localhost: readonly Address[];
  readonly assumed: readonly Assumption[];
}
