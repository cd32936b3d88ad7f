import {
  type Address,
  type Endpoint,
  formatAddress,
  formatEndpoint,
  isLoopback,
  type SocketAddress,
  sameAddress,
  unmap,
} from './address.ts';

/** The state of an address that the host lists; a tentative one cannot be bound. */
export type AddressState = 'ok' | 'tentative' | 'dadfailed' | 'deprecated';

/** One local address as getifaddrs(3) and the kernel's tables show it. */
export interface LocalAddress {
  readonly address: Address;
  /** Interface name; `any` for the wildcard addresses. */
  readonly interface: string;
  /** Prefix length in bits. */
  readonly prefix: number;
  readonly state: AddressState;
  /** The link's IFF_UP and IFF_RUNNING (netdevice(7)). */
  readonly link: 'up' | 'no-carrier' | 'down';
}

/** One interface. The fields from `mtu` on come from systeminformation, and only if they are shown. */
export interface Interface {
  readonly name: string;
  /** ifindex: the scope id of its link-local addresses. */
  readonly index: number;
  readonly link: 'up' | 'no-carrier' | 'down';
  readonly loopback: boolean;
  /** The VRF that it belongs to, itself where it is one; absent: none, or it may not be seen. */
  readonly vrf?: string;
  readonly mtu?: number;
  readonly type?: string;
  readonly mac?: string;
  /** Mbit/s */
  readonly speed?: number;
  readonly duplex?: string;
  readonly virtual?: boolean;
  readonly dhcp?: boolean;
  /** It carries the default route. */
  readonly default?: boolean;
}

/** A part of what is known of a host. */
export type Unread = 'capabilities' | 'sysctls';

/** In place of a uid, in a report that shall read the same for every user: the uid_t that no user has, chown(2). */
export const NO_UID = -1;

/** The host on which the outcomes are true. */
export interface HostFacts {
  /** `linux`, as process.platform names it */
  readonly os: string;
  /** os.hostname() */
  readonly hostname: string;
  /** `6.18.44`: os.release() */
  readonly kernel: string;
  /** `#1 SMP PREEMPT_DYNAMIC Debian 6.1.170-1 (2026-05-30)`: os.version(), which may tell what the release hides. */
  readonly kernelBuild?: string;
  /** Changes of the kernel that its version does not tell of, found out by trials: whether it has them. Absent: none was tried. */
  readonly kernelProbed?: Readonly<Record<string, boolean>>;
  /** Effective uid of this process */
  readonly uid: number;
  /**
   * Effective capabilities that matter here: CAP_NET_BIND_SERVICE, CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_PTRACE,
   * CAP_SETUID
   */
  readonly capabilities: readonly string[];
  /**
   * Effective too, but of a user namespace that owns neither this network namespace nor, for CAP_SYS_PTRACE, this PID
   * namespace: they count for nothing here. Absent: none.
   */
  readonly idleCapabilities?: readonly string[];
  /** What could not be read, as without /proc; absent: nothing. The fields of that name then say nothing. */
  readonly unread?: readonly Unread[];
  /** False where processes outside this PID namespace may have sockets of this host; absent where that may not be seen. */
  readonly initialPidNamespace?: boolean;
  /** `net:[4026531840]` */
  readonly netns: string;
  /** The kernel's own file names: `net.ipv4.ip_unprivileged_port_start`: `1024`. Absent where the kernel has none. */
  readonly sysctls: Readonly<Record<string, string>>;
}

export type SocketState =
  | 'ESTABLISHED'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'FIN_WAIT1'
  | 'FIN_WAIT2'
  | 'TIME_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'CLOSING'
  | 'LISTEN'
  | 'BOUND';

/** A process that has a descriptor of the socket. */
export interface Owner {
  readonly pid: number;
  /** /proc/PID/comm */
  readonly command: string;
  /** Effective uid; absent where it may not be seen. */
  readonly uid?: number;
}

/** A socket of this network namespace that holds a port, as sock_diag(7) shows it. */
export interface HeldSocket extends Endpoint {
  readonly peer?: SocketAddress;
  readonly state: SocketState;
  readonly uid: number;
  /** 0 for TIME_WAIT, which no process has */
  readonly inode: number;
  /** Bytes of a TCP connection that have come and that nobody has read; absent: none, or not shown. */
  readonly unreadBytes?: number;
  /** Of a TCP listener: listen(2)'s backlog, at most net.core.somaxconn; absent where the kernel does not show it. */
  readonly backlog?: number;
  /** A subflow of an MPTCP connection (INET_DIAG_ULP_INFO), which outlives its descriptors. */
  readonly mptcp?: true;
  /** IPV6_V6ONLY of an IPv6 socket, if the kernel shows it */
  readonly v6only?: boolean;
  /** The bound device's name (SO_BINDTODEVICE) */
  readonly device?: string;
  /** SO_REUSEADDR and SO_REUSEPORT, if a duplicate of the descriptor could be read */
  readonly reuseaddr?: boolean;
  readonly reuseport?: boolean;
  /** Seconds until the kernel removes it: of TIME_WAIT, and of a FIN_WAIT2 that no process has any more */
  readonly expires?: number;
  /** Empty if no process may be seen. */
  readonly owners: readonly Owner[];
  /** The number of equal connections that this one stands for; absent: one. */
  readonly count?: number;
}

/** What discover found: all that `plan` and `rules` know of the host. */
export interface Host {
  readonly facts: HostFacts;
  readonly interfaces: readonly Interface[];
  /** Specific addresses only, in the kernel's order; the wildcard addresses are not listed. */
  readonly addresses: readonly LocalAddress[];
  /** Whether there are AF_INET6 sockets: a kernel without IPv6, or with ipv6.disable=1, has none. */
  readonly ipv6: boolean;
  /**
   * No IPv4 address was ever on a link that was up, not even on `lo`: Linux has no table of local addresses then, and takes
   * every IPv4 address for a broadcast address, which can be bound.
   */
  readonly noLocalTable?: true;
  /**
   * What the IPv4 table `local` has beyond what the addresses made of it, such as a prefix of AnyIP: all of its addresses
   * can be bound. Absent: nothing, or it may not be seen.
   */
  readonly localRoutes?: readonly LocalRoute[];
  /** What the addresses made of that table and somebody removed, so that it cannot be bound. Absent: nothing. */
  readonly unrouted?: readonly Omit<LocalRoute, 'index'>[];
}

/** A route of the table `local`, ip-route(8). */
export interface LocalRoute {
  readonly kind: 'local' | 'broadcast';
  /** The first address of the prefix. */
  readonly address: Address;
  /** In bits. */
  readonly prefix: number;
  /** The index of the interface that it is of. */
  readonly index: number;
}

/**
 * Tells whether an address is of this host: loopback, or one of `own`, the addresses of its interfaces. A link-local one
 * is on its own link only (RFC 4007). The list is read once: a host may have thousands, each of which is asked about.
 */
export function ownAddresses(own: readonly LocalAddress[]): (address: Address) => boolean {
  const known = new Set(own.map(({ address }) => formatAddress(address)));
  return (address) => {
    const plain = unmap(address);
    return isLoopback(plain) || known.has(formatAddress(plain));
  };
}

/**
 * Whether no process has the socket, so that a bind beside it disturbs nobody: what is left of a connection (TIME_WAIT,
 * orphans such as FIN_WAIT2), or a connection in the queue of a listener. Such sockets have no inode.
 */
export const isOrphan = ({ protocol, state, inode }: HeldSocket): boolean =>
  state === 'TIME_WAIT' || (protocol === 'tcp' && inode === 0 && state !== 'LISTEN' && state !== 'BOUND');

/** Whether a socket is connected to itself: a connect(2) that was given its own port (a simultaneous open, RFC 9293 3.5). */
export const isSelfConnected = ({ peer, address, port }: Pick<HeldSocket, 'peer' | 'address' | 'port'>): boolean =>
  peer !== undefined && peer.port === port && sameAddress(unmap(peer.address), unmap(address));

/** What tells where a socket is bound. */
interface BoundEnd extends SocketAddress {
  readonly device?: string | undefined;
}

/** `127.0.0.1:80`; with its device where it is bound to one, as ss(8) has it: `0.0.0.0%eth0:80`, `[::%eth0]:80`. */
export function formatBound({ address, port, device }: BoundEnd): string {
  if (device === undefined || address.zone !== undefined) return formatEndpoint(address, port);
  return formatEndpoint({ ...address, ip: `${address.ip}%${device}` }, port);
}
