import { release } from 'node:os';
import { LINUX_ONLY } from '../libc/linux.ts';
import type { Family, Protocol } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { withNetlink } from './netlink.ts';
import { portFilter } from './port-filter.ts';
import { readProcSockets } from './proc-net.ts';
import { dumpSockets } from './sock-diag.ts';

/** The sockets that were found, and how far the search could see. */
export interface SocketListing {
  readonly sockets: readonly HeldSocket[];
  /** False where TCP sockets that are bound but do not listen may exist unseen: before Linux 6.8, or in /proc/net. */
  readonly boundOnlyVisible: boolean;
  /** The errno with which sock_diag(7) was refused, where /proc/net was read instead. */
  readonly sockDiagRefused?: string;
}

interface Table {
  readonly family: Family;
  readonly protocol: Protocol;
}

/**
 * Every socket of this network namespace whose local port is one of `ports`: listening, bound, connected, closing,
 * TIME_WAIT; IPv4 and IPv6. Owners are left empty, see `ownersOf`. Opens one netlink socket and sends nothing else.
 */
export function socketsOn(ports: readonly number[], protocols: readonly Protocol[]): Result<SocketListing> {
  if (ports.length === 0) return ok({ sockets: [], boundOnlyVisible: true });
  const wanted = new Set(ports);
  return list(protocols, portFilter(ports), ({ port }) => wanted.has(port));
}

/** Every TCP and UDP socket of this network namespace that has a local port. */
export const allSockets = (): Result<SocketListing> => list(['tcp', 'udp'], undefined, () => true);

function list(
  protocols: readonly Protocol[],
  filter: Buffer | undefined,
  wanted: (socket: HeldSocket) => boolean,
): Result<SocketListing> {
  const tables = protocols.flatMap((protocol): Table[] => [
    { protocol, family: 'inet' },
    { protocol, family: 'inet6' },
  ]);
  const sockets: HeldSocket[] = [];
  const opened = withNetlink(LINUX_ONLY.NETLINK_SOCK_DIAG, (netlink) => {
    for (const { family, protocol } of tables) {
      const dumped = dumpSockets(netlink, family, protocol, filter, sockets);
      if (!dumped.ok) return dumped;
    }
    return ok(undefined);
  });
  const refused = !opened.ok ? opened.error : opened.value.ok ? undefined : opened.value.error;
  if (refused !== undefined) return listFromProc(tables, wanted, refused);
  return ok({ sockets: sockets.filter(wanted), boundOnlyVisible: listsBoundOnly(release()) });
}

function listFromProc(
  tables: readonly Table[],
  wanted: (socket: HeldSocket) => boolean,
  refused: string,
): Result<SocketListing> {
  const read = tables.map(({ family, protocol }) => readProcSockets(family, protocol));
  if (read.every((sockets) => sockets === undefined)) {
    return problem(
      `list the sockets of this host: sock_diag refused (${refused}), and /proc/net cannot be read`,
      'mount /proc, or allow AF_NETLINK (seccomp, RestrictAddressFamilies=)',
    );
  }
  const sockets = read.flatMap((found) => found ?? []).filter(wanted);
  return ok({ sockets, boundOnlyVisible: false, sockDiagRefused: refused });
}

/** Whether sock_diag knows TCP_BOUND_INACTIVE: Linux 6.8 (91051f003948). A kernel that does not ignores the bit. */
export function listsBoundOnly(kernel: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 8);
}
