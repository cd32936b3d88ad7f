import { LINUX_ONLY } from '../libc/linux.ts';
import { align, withNetlink } from './netlink.ts';

/** linux/rtnetlink.h, linux/if_link.h */
const RTM_GETLINK = 18;
const IFINFOMSG = 16;
const IFLA_IFNAME = 3;
const IFLA_MASTER = 10;
const IFLA_LINKINFO = 18;
const IFLA_INFO_KIND = 1;
const NLA_HEADER = 4;
/** A nested attribute says so in its type (NLA_F_NESTED). */
const TYPE_MASK = 0x3fff;

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
  let name = '';
  let kind = '';
  let master = 0;
  for (const { type, from, to } of attributes(buffer, start + IFINFOMSG, end)) {
    if (type === IFLA_IFNAME) name = text(buffer, from, to);
    if (type === IFLA_MASTER) master = buffer.readUInt32LE(from);
    if (type === IFLA_LINKINFO) kind = kindOf(buffer, from, to);
  }
  return { index: buffer.readInt32LE(start + 4), name, kind, master };
}

function kindOf(buffer: Buffer, start: number, end: number): string {
  for (const { type, from, to } of attributes(buffer, start, end)) {
    if (type === IFLA_INFO_KIND) return text(buffer, from, to);
  }
  return '';
}

function* attributes(
  buffer: Buffer,
  start: number,
  end: number,
): Generator<{ readonly type: number; readonly from: number; readonly to: number }> {
  for (let at = start; at + NLA_HEADER <= end; ) {
    const length = Math.max(buffer.readUInt16LE(at), NLA_HEADER);
    yield { type: buffer.readUInt16LE(at + 2) & TYPE_MASK, from: at + NLA_HEADER, to: at + length };
    at += align(length);
  }
}

const text = (buffer: Buffer, from: number, to: number): string => {
  const end = buffer.indexOf(0, from);
  return buffer.toString('utf8', from, end < 0 || end > to ? to : end);
};
