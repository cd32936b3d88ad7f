import type { Endpoint, Protocol } from '../model/address.ts';
import type { Elsewhere } from '../model/elsewhere.ts';
import type { HoldingProcess, Surroundings } from '../model/evidence.ts';
import type { HeldSocket, HostFacts, Interface, LocalAddress, LocalRoute, Owner } from '../model/host.ts';
import type { Result } from '../model/result.ts';

/** The interfaces and their addresses, in the kernel's order. */
export interface Listing {
  readonly interfaces: readonly Interface[];
  readonly addresses: readonly LocalAddress[];
}

/** The sockets found, and what the search could not see. */
export interface SocketListing {
  readonly sockets: readonly HeldSocket[];
  /** False where TCP sockets that are bound but do not listen may exist unseen: before Linux 6.8, or in /proc/net. */
  readonly boundOnlyVisible: boolean;
  /** The errno with which sock_diag(7) was refused, where /proc/net was read instead. */
  readonly sockDiagRefused?: string;
}

/** Where a socket is open: a descriptor of a process. */
export interface SocketDescriptor {
  readonly pid: number;
  readonly fd: number;
}

/** SO_REUSEADDR and SO_REUSEPORT of a socket; no table of the kernel shows them. */
export interface ReuseFlags {
  readonly reuseaddr: boolean;
  readonly reuseport: boolean;
}

/** Reads the flags of sockets that other processes have. */
export interface ReuseFlagsReader {
  /** Reads the flags of `fd` in `pid`; ENOENT if it is no longer the socket with this inode. The error is an errno name. */
  read(pid: number, fd: number, inode: number): Result<ReuseFlags, string>;
  /** To be called when all is read. */
  close(): void;
}

/** Looks servers up, one after the other, in the network namespace in which the first question is asked. */
export interface ServerLookup {
  /** Whether a server has this endpoint; undefined where that cannot be told. */
  isServed(endpoint: Endpoint): boolean | undefined;
  /** To be called when all is asked. */
  close(): void;
}

/**
 * What discover reads from one operating system beyond the C library. No function changes the host or throws; what cannot
 * be read is left out.
 */
export interface PlatformView {
  /** The effective capabilities, and those of them that count for nothing in these namespaces; or that they are unread. */
  readonly capabilities: () => Pick<HostFacts, 'capabilities' | 'idleCapabilities' | 'unread'>;
  /** Whether /proc shows every process of the machine; undefined where that cannot be told. */
  readonly initialPidNamespace: () => boolean | undefined;
  readonly netns: () => string;
  /** What tells the version of the kernel where its release hides it; absent: nothing does. */
  readonly kernelBuild?: () => string;
  /** Whether this platform has settings that `sysctls` reads: if it reads none, something hides them. */
  readonly tellsSysctls: boolean;
  readonly sysctls: () => HostFacts['sysctls'];
  /** The interfaces and their addresses; undefined, or an errno name, where only getifaddrs(3) may tell. */
  readonly interfaces: () => Result<Listing, string> | undefined;
  /** The table by which an IPv4 address is found to be local; `none` where there is none, undefined where it may not be seen. */
  readonly localTable: () => readonly LocalRoute[] | 'none' | undefined;
  /** The interfaces that carry a default route; undefined if that cannot be read. */
  readonly defaultRoutes: () => ReadonlySet<string> | undefined;
  /** The sockets of these protocols with one of these local ports; without `ports`, with any. Owners are left empty. */
  readonly sockets: (protocols: readonly Protocol[], ports: readonly number[] | undefined) => Result<SocketListing>;
  readonly servers: () => ServerLookup;
  /** Every descriptor of each of these sockets, by inode; empty if no process that has it may be read. */
  readonly descriptors: (inodes: Iterable<number>) => Map<number, readonly SocketDescriptor[]>;
  readonly reuseFlags: () => ReuseFlagsReader;
  /** A process by its pid; its command is empty if it may not be read. */
  readonly ownerOf: (pid: number) => Owner;
  readonly processes: (owners: Iterable<Owner>) => HoldingProcess[];
  /** Where else a port is in use; owners are left empty. */
  readonly elsewhere: (protocol: Protocol, port: number) => Elsewhere[];
  readonly surroundings: (interfaces: readonly Pick<Interface, 'name'>[]) => Surroundings;
}
