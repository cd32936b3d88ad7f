import { LINUX } from '../../libc/linux.ts';
import { LINUX_ONLY } from '../../libc/linux-only.ts';
import { withNetlink } from '../../libc/netlink.ts';
import { walkAttributes } from '../../libc/netlink-message.ts';
import { addressFromBytes } from '../../model/address.ts';
import type { LocalRoute } from '../../model/host.ts';

/** linux/rtnetlink.h */
const RTM_GETROUTE = 26;
const RT_TABLE_LOCAL = 255;
const RTA_DST = 1;
const RTA_OIF = 4;
const KINDS: Readonly<Record<number, LocalRoute['kind']>> = { 2: 'local', 3: 'broadcast' };
/** Offsets in struct rtmsg, and its size. */
const RTMSG = { family: 0, prefix: 1, table: 4, type: 7, size: 12 } as const;

/**
 * The IPv4 table `local` of this network namespace (ip-route(8)), by which the kernel tells whether an address is its own.
 * It makes the table for the first address of a link that is up, such as that of `lo`, and keeps it (fib_new_table(),
 * net/ipv4/fib_frontend.c): `none` before. Undefined where it does not tell: a dump of one table is checked since Linux
 * 4.20 (inet_dump_fib()).
 */
export function readLocalTable(): readonly LocalRoute[] | 'none' | undefined {
  const request = Buffer.alloc(RTMSG.size);
  request.writeUInt8(LINUX.AF_INET, RTMSG.family);
  request.writeUInt8(RT_TABLE_LOCAL, RTMSG.table);
  const routes: LocalRoute[] = [];
  const dumped = withNetlink(LINUX_ONLY.NETLINK_ROUTE, (netlink) =>
    netlink.checkStrictly()
      ? netlink.dump(RTM_GETROUTE, request, (buffer, start, end) => {
          const route = decodeRoute(buffer, start, end);
          if (route !== undefined) routes.push(route);
        })
      : undefined,
  );
  if (!dumped.ok || dumped.value === undefined) return undefined;
  if (dumped.value.ok) return routes;
  return dumped.value.error === 'ENOENT' ? 'none' : undefined;
}

/** A route to an address or a prefix of this host; undefined for one of another kind. */
function decodeRoute(buffer: Buffer, start: number, end: number): LocalRoute | undefined {
  const kind = KINDS[buffer.readUInt8(start + RTMSG.type)];
  let bytes: Uint8Array = new Uint8Array(4);
  let index = 0;
  walkAttributes(buffer, start + RTMSG.size, end, (type, from, to) => {
    if (type === RTA_OIF) index = buffer.readUInt32LE(from);
    if (type === RTA_DST) bytes = buffer.subarray(from, to);
  });
  return kind === undefined || bytes.length !== 4
    ? undefined
    : { kind, address: addressFromBytes(bytes), prefix: buffer.readUInt8(start + RTMSG.prefix), index };
}
