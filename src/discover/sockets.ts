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

/** The sockets of one family and protocol; undefined where neither sock_diag nor /proc/net shows them. */
interface TableListing {
  readonly family: Family;
  readonly protocol: Protocol;
  readonly sockets: readonly HeldSocket[] | undefined;
  readonly refused?: string;
}

/**
 * Every socket of this network namespace whose local port is one of `ports`: listening, bound, connected, closing,
 * TIME_WAIT; IPv4 and IPv6. Owners are left empty, see `withOwners`. Opens one netlink socket and sends nothing else.
 */
export function socketsOn(ports: readonly number[], protocols: readonly Protocol[]): Result<SocketListing> {
  const wanted = new Set(ports);
  return list(ports.length === 0 ? [] : protocols, portFilter(ports), ({ port }) => wanted.has(port));
}

/** Every TCP and UDP socket of this network namespace that has a local port. */
export const allSockets = (): Result<SocketListing> => list(['tcp', 'udp'], undefined, () => true);

function list(
  protocols: readonly Protocol[],
  filter: Buffer | undefined,
  wanted: (socket: HeldSocket) => boolean,
): Result<SocketListing> {
  const tables = listTables(protocols, filter);
  const refused = tables.find((table) => table.refused !== undefined)?.refused;
  // Without IPv6 /proc/net/tcp6 does not exist: nothing is missing then.
  if (tables.some((table) => table.sockets === undefined && table.family === 'inet')) {
    return problem(
      `list the sockets of this host: sock_diag refused (${refused}), and /proc/net cannot be read`,
      'mount /proc, or allow AF_NETLINK (seccomp, RestrictAddressFamilies=)',
    );
  }
  return ok({
    sockets: tables.flatMap((table) => table.sockets ?? []).filter(wanted),
    boundOnlyVisible:
      listsBoundOnly(release()) && !tables.some((table) => table.protocol === 'tcp' && table.refused !== undefined),
    ...(refused === undefined ? {} : { sockDiagRefused: refused }),
  });
}

/** Each table from sock_diag, or from /proc/net where that is refused: the kernel may have it for TCP and not for UDP. */
function listTables(protocols: readonly Protocol[], filter: Buffer | undefined): TableListing[] {
  const tables = protocols.flatMap((protocol) => (['inet', 'inet6'] as const).map((family) => ({ protocol, family })));
  const fromProc = (table: (typeof tables)[number], refused: string): TableListing => ({
    ...table,
    sockets: readProcSockets(table.family, table.protocol),
    refused,
  });
  const listed = withNetlink(LINUX_ONLY.NETLINK_SOCK_DIAG, (netlink) =>
    tables.map((table) => {
      const dumped = dumpSockets(netlink, table.family, table.protocol, filter);
      return dumped.ok ? { ...table, sockets: dumped.value } : fromProc(table, dumped.error);
    }),
  );
  return listed.ok ? listed.value : tables.map((table) => fromProc(table, listed.error));
}

/** Whether sock_diag knows TCP_BOUND_INACTIVE: Linux 6.8 (91051f003948). A kernel that does not ignores the bit. */
export function listsBoundOnly(kernel: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 8);
}
