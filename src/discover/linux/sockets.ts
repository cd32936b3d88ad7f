import { release } from 'node:os';
import { nativePart } from '../../libc/library.ts';
import { LINUX_ONLY } from '../../libc/linux-only.ts';
import { Netlink, withNetlink } from '../../libc/netlink.ts';
import type { Endpoint, Family, Protocol } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { ok, problem, type Result } from '../../model/result.ts';
import type { ServerLookup, SocketListing } from '../platform-view.ts';
import { portFilter } from './port-filter.ts';
import { readProcSockets } from './proc-net.ts';
import { dumpSockets, dumpTcpSockets, lookUpServer } from './sock-diag.ts';

/** The sockets of a protocol, of one family or of both; undefined if neither sock_diag nor /proc/net shows them. */
interface TableListing {
  readonly family: Family;
  readonly protocol: Protocol;
  readonly sockets: readonly HeldSocket[] | undefined;
  readonly refused?: string;
}

/**
 * Every socket of these protocols in this network namespace whose local port is one of `ports`, or any port if `ports` is
 * undefined; in every state, IPv4 and IPv6. Opens one netlink socket and sends nothing else.
 */
export function listSockets(
  protocols: readonly Protocol[],
  ports: readonly number[] | undefined,
): Result<SocketListing> {
  const part = nativePart();
  if (!part.ok) return part;
  const tables = listTables(protocols, ports === undefined ? undefined : portFilter(ports));
  const wanted = ports === undefined ? undefined : new Set(ports);
  const refused = tables.find((table) => table.refused !== undefined)?.refused;
  // A kernel without IPv6 has no /proc/net/tcp6, and no such sockets.
  if (tables.some((table) => table.sockets === undefined && table.family === 'inet')) {
    return problem(
      `list the sockets of this host: sock_diag refused (${refused}), and /proc/net cannot be read`,
      'mount /proc, or allow AF_NETLINK (seccomp, RestrictAddressFamilies=)',
    );
  }
  return ok({
    sockets: tables
      .flatMap((table) => table.sockets ?? [])
      .filter(({ port }) => wanted === undefined || wanted.has(port)),
    boundOnlyVisible:
      listsBoundOnly(release()) && !tables.some((table) => table.protocol === 'tcp' && table.refused !== undefined),
    ...(refused === undefined ? {} : { sockDiagRefused: refused }),
  });
}

/**
 * Tells whether a server has an endpoint: a TCP socket that listens, a UDP socket. One netlink socket for all questions, and
 * another one after an error, which may have left an answer in it.
 */
export function servers(): ServerLookup {
  let netlink: Netlink | undefined;
  const close = (): void => {
    netlink?.close();
    netlink = undefined;
  };
  const ask = (endpoint: Endpoint): Result<undefined, string> => {
    const opened = netlink === undefined ? Netlink.open(LINUX_ONLY.NETLINK_SOCK_DIAG) : ok(netlink);
    if (!opened.ok) return opened;
    netlink = opened.value;
    return lookUpServer(netlink, endpoint);
  };
  return {
    close,
    isServed: (endpoint) => {
      const asked = ask(endpoint);
      if (asked.ok || asked.error === 'ENOENT') return asked.ok;
      close();
      return undefined;
    },
  };
}

/** Reads each table from sock_diag, or from /proc/net if that is refused: a kernel may have it for TCP and not for UDP. */
function listTables(protocols: readonly Protocol[], filter: Buffer | undefined): TableListing[] {
  const listed = withNetlink(LINUX_ONLY.NETLINK_SOCK_DIAG, (netlink) =>
    protocols.flatMap((protocol) => tablesOf(netlink, protocol, filter)),
  );
  return listed.ok ? listed.value : protocols.flatMap((protocol) => FAMILIES.map(fromProc(protocol, listed.error)));
}

function tablesOf(netlink: Netlink, protocol: Protocol, filter: Buffer | undefined): TableListing[] {
  const both = protocol === 'tcp' && filter !== undefined ? dumpTcpSockets(netlink, filter) : undefined;
  if (both?.ok) return [{ protocol, family: 'inet', sockets: both.value }];
  return FAMILIES.map((family) => {
    const dumped = dumpSockets(netlink, family, protocol, filter);
    return dumped.ok ? { protocol, family, sockets: dumped.value } : fromProc(protocol, dumped.error)(family);
  });
}

const FAMILIES = ['inet', 'inet6'] as const;

const fromProc =
  (protocol: Protocol, refused: string) =>
  (family: Family): TableListing => ({
    family,
    protocol,
    sockets: readProcSockets(family, protocol),
    refused,
  });

/** Whether sock_diag knows TCP_BOUND_INACTIVE: Linux 6.8 (91051f003948). A kernel that does not know it ignores the bit. */
export function listsBoundOnly(kernel: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 8);
}
