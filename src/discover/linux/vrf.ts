import { LINUX_ONLY } from '../../libc/linux-only.ts';
import { withNetlink } from '../../libc/netlink.ts';
import { readName, walkAttributes } from '../../libc/netlink-message.ts';

/** linux/rtnetlink.h, linux/if_link.h */
const RTM_GETLINK = 18;
const IFINFOMSG = 16;
const IFLA_IFNAME = 3;
const IFLA_MASTER = 10;
const IFLA_LINKINFO = 18;
const IFLA_INFO_KIND = 1;

/** One link, as far as VRFs go. */
interface Link {
  readonly index: number;
  readonly name: string;
  readonly kind: string;
  readonly master: number;
}

/**
 * The VRF of each interface that has one, by name; a VRF's own device is in itself. See vrf.rst in the kernel's
 * documentation. Empty where rtnetlink(7) is refused.
 */
export function readVrfs(): Record<string, string> {
  const links: Link[] = [];
  withNetlink(LINUX_ONLY.NETLINK_ROUTE, (netlink) =>
    netlink.dump(RTM_GETLINK, Buffer.alloc(IFINFOMSG), (buffer, start, end) => {
      links.push(decodeLink(buffer, start, end));
    }),
  );
  return vrfsOf(links);
}

export function vrfsOf(links: readonly Link[]): Record<string, string> {
  const byIndex = new Map(links.map((link) => [link.index, link]));
  /** A bridge or bond may stand between (l3mdev_master_ifindex_rcu). */
  const vrfOf = (link: Link | undefined, depth = 0): string | undefined => {
    if (link === undefined || depth > links.length) return undefined;
    return link.kind === 'vrf' ? link.name : vrfOf(byIndex.get(link.master), depth + 1);
  };
  return Object.fromEntries(
    links.flatMap((link) => {
      const vrf = vrfOf(link);
      return vrf === undefined ? [] : [[link.name, vrf]];
    }),
  );
}

/** struct ifinfomsg and the attributes after it. */
export function decodeLink(buffer: Buffer, start: number, end: number): Link {
  const link = { index: buffer.readInt32LE(start + 4), name: '', kind: '', master: 0 };
  walkAttributes(buffer, start + IFINFOMSG, end, (type, from, to) => {
    if (type === IFLA_IFNAME) link.name = readName(buffer, from, to);
    if (type === IFLA_MASTER) link.master = buffer.readUInt32LE(from);
    if (type === IFLA_LINKINFO) link.kind = kindOf(buffer, from, to);
  });
  return link;
}

function kindOf(buffer: Buffer, start: number, end: number): string {
  let kind = '';
  walkAttributes(buffer, start, end, (type, from, to) => {
    if (type === IFLA_INFO_KIND) kind = readName(buffer, from, to);
  });
  return kind;
}
