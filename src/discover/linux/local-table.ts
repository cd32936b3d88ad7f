import { LINUX } from '../../libc/linux.ts';
import { LINUX_ONLY } from '../../libc/linux-only.ts';
import { withNetlink } from '../../libc/netlink.ts';

/** linux/rtnetlink.h */
const RTM_GETROUTE = 26;
const RT_TABLE_LOCAL = 255;
/** struct rtmsg: the family, and four bytes later the table. */
const RTMSG_SIZE = 12;

/**
 * Whether this network namespace has the IPv4 table `local` (ip-route(8)): the kernel makes it for the first address of a
 * link that is up, such as that of `lo`, and keeps it (fib_new_table(), net/ipv4/fib_frontend.c). True where it does not
 * tell: a dump of one table is checked since Linux 4.20 (inet_dump_fib()).
 */
export function hasLocalTable(): boolean {
  const request = Buffer.alloc(RTMSG_SIZE);
  request.writeUInt8(LINUX.AF_INET, 0);
  request.writeUInt8(RT_TABLE_LOCAL, 4);
  const dumped = withNetlink(LINUX_ONLY.NETLINK_ROUTE, (netlink) =>
    netlink.checkStrictly() ? netlink.dump(RTM_GETROUTE, request, () => {}) : undefined,
  );
  return !dumped.ok || dumped.value === undefined || dumped.value.ok || dumped.value.error !== 'ENOENT';
}
