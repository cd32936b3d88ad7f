import type { Address, Protocol } from '../model/address.ts';
import type { AddressState, HeldSocket, HostFacts, Interface, Owner } from '../model/host.ts';
import type { Result } from '../model/result.ts';
import type { HoldingProcess, Surroundings } from '../model/why.ts';

/** The sockets that were found, and how far the search could see. */
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

/**
 * What discover asks of one operating system, beyond what C alone tells. Nothing here changes the host or throws; what
 * cannot be seen is left out.
 */
export interface PlatformView {
  readonly capabilities: () => readonly string[];
  readonly netns: () => string;
  readonly sysctls: () => HostFacts['sysctls'];
  /** How each address stands with duplicate address detection, by the name of its interface. */
  readonly addressStates: () => (address: Address, name: string) => AddressState;
  /** In bytes, by the interface's name. */
  readonly mtus: (names: readonly string[]) => ReadonlyMap<string, number>;
  /** The interfaces that carry a default route; undefined where that cannot be known. */
  readonly defaultRoutes: () => ReadonlySet<string> | undefined;
  /** The sockets of these protocols with one of these local ports; without `ports`, with any. Owners are left empty. */
  readonly sockets: (protocols: readonly Protocol[], ports: readonly number[] | undefined) => Result<SocketListing>;
  /** Every descriptor of each of these sockets, by inode; none where no process that has it may be seen. */
  readonly descriptors: (inodes: Iterable<number>) => Map<number, readonly SocketDescriptor[]>;
  /** The command of a process; empty where it may not be seen. */
  readonly commandOf: (pid: number) => string;
  readonly processes: (owners: Iterable<Owner>) => HoldingProcess[];
  readonly surroundings: (interfaces: readonly Pick<Interface, 'name'>[]) => Surroundings;
}
