import type { AddressState, Family, LinkState } from './words.ts';

/** The host on which a result is true. */
export interface HostFacts {
  /** `linux`, as process.platform names it. */
  readonly os: string;
  /** As uname -n prints it. */
  readonly hostname: string;
  /** The release, as uname -r prints it. */
  readonly kernel: string;
  /** As uname -v prints it: it may tell what the release hides. */
  readonly kernelBuild?: string | undefined;
  /** Changes of the kernel that its version does not tell of, found out by trials: whether it has them. */
  readonly kernelProbed?: Readonly<Record<string, boolean>> | undefined;
  /** Effective uid of bindmatrix. */
  readonly uid: number;
  /** The effective capabilities that matter for binding and for looking. */
  readonly capabilities: readonly string[];
  /** Effective capabilities of a user namespace that does not own these namespaces: they count for nothing. */
  readonly idleCapabilities?: readonly string[] | undefined;
  /** What could not be read, as without /proc: it is unknown, and not empty. */
  readonly unread?: readonly ('capabilities' | 'sysctls')[] | undefined;
  /** false: processes outside this PID namespace may have sockets; absent: unknown. */
  readonly initialPidNamespace?: boolean | undefined;
  /** The network namespace: `net:[4026531840]`. */
  readonly netns: string;
  /** Settings by the kernel's names: `net.ipv6.bindv6only`: `0`. */
  readonly sysctls: Readonly<Record<string, string>>;
}

/** An interface; what follows its MTU is known only where it is shown. */
export interface NetworkInterface {
  readonly name: string;
  /** ifindex: the scope id of its link-local addresses. */
  readonly index: number;
  readonly link: LinkState;
  readonly loopback: boolean;
  /** The VRF (virtual routing and forwarding) that it belongs to, itself where it is one. */
  readonly vrf?: string | undefined;
  readonly mtu?: number | undefined;
  readonly type?: string | undefined;
  readonly mac?: string | undefined;
  /** Mbit/s. */
  readonly speed?: number | undefined;
  readonly duplex?: string | undefined;
  readonly virtual?: boolean | undefined;
  readonly dhcp?: boolean | undefined;
  /** It carries the default route. */
  readonly default?: boolean | undefined;
}

/** An address of the host. */
export interface HostAddress {
  readonly address: string;
  readonly interface: string;
  /** Length in bits. */
  readonly prefix: number;
  readonly state: AddressState;
  readonly link: LinkState;
  readonly family: Family;
}
