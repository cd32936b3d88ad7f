import { LINUX_ONLY } from '../../libc/linux-only.ts';
import { withNetlink } from '../../libc/netlink.ts';
import { attribute, readName, walkAttributes } from '../../libc/netlink-message.ts';
import { addressFromBytes, isLinkLocal } from '../../model/address.ts';
import type { Interface, LocalAddress } from '../../model/host.ts';
import { ok, type Result } from '../../model/result.ts';
import { linkState } from '../link-state.ts';
import type { Listing } from '../platform-view.ts';
import { stateOfFlags } from './address-state.ts';
import { kindOf, type Link, vrfsOf } from './vrf.ts';

/** linux/rtnetlink.h, linux/if_link.h, linux/if_addr.h */
const RTM_GETLINK = 18;
const RTM_GETADDR = 22;
const IFLA_IFNAME = 3;
const IFLA_MTU = 4;
const IFLA_MASTER = 10;
const IFLA_LINKINFO = 18;
const IFLA_EXT_MASK = 29;
const RTEXT_FILTER_SKIP_STATS = 8;
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;
const IFA_FLAGS = 8;
const IFF_LOOPBACK = 0x8;

/** struct ifinfomsg and struct ifaddrmsg: offsets, and their sizes. */
const IFINFOMSG = { index: 4, flags: 8, size: 16 } as const;
const IFADDRMSG = { prefix: 1, flags: 2, index: 4, size: 8 } as const;

/**
 * Every interface and every address of it by two dumps of rtnetlink(7), in the kernel's order. getifaddrs(3) asks the
 * same, and makes a list of C structures of it that cost eight times as much to read. The error is an errno name.
 */
export function dumpInterfaces(): Result<Listing, string> {
  const interfaces = new Map<number, Interface>();
  const found: Link[] = [];
  const addresses: LocalAddress[] = [];
  const dumped = withNetlink(LINUX_ONLY.NETLINK_ROUTE, (netlink) => {
    const links = netlink.dump(RTM_GETLINK, LINK_REQUEST, (buffer, start, end) => {
      const { one, link } = decodeLink(buffer, start, end);
      interfaces.set(one.index, one);
      found.push(link);
    });
    if (!links.ok) return links;
    return netlink.dump(RTM_GETADDR, Buffer.alloc(IFADDRMSG.size), (buffer, start, end) => {
      const link = interfaces.get(buffer.readUInt32LE(start + IFADDRMSG.index));
      const address = link === undefined ? undefined : decodeAddress(buffer, start, end, link);
      if (address !== undefined) addresses.push(address);
    });
  });
  if (!dumped.ok) return dumped;
  if (!dumped.value.ok) return dumped.value;
  const vrfs = vrfsOf(found);
  return ok({ interfaces: [...interfaces.values()].map((one) => withVrf(one, vrfs.get(one.name))), addresses });
}

const withVrf = (one: Interface, vrf: string | undefined): Interface => (vrf === undefined ? one : { ...one, vrf });

/** Without the counters of each interface, which are most of the answer. */
const LINK_REQUEST = Buffer.concat([
  Buffer.alloc(IFINFOMSG.size),
  attribute(IFLA_EXT_MASK, Buffer.from(Uint32Array.of(RTEXT_FILTER_SKIP_STATS).buffer)),
]);

/** An interface, but for its VRF; and the link as far as that depends on it. */
export function decodeLink(
  buffer: Buffer,
  start: number,
  end: number,
): { readonly one: Interface; readonly link: Link } {
  const flags = buffer.readUInt32LE(start + IFINFOMSG.flags);
  const link = { index: buffer.readInt32LE(start + IFINFOMSG.index), name: '', kind: '', master: 0 };
  let mtu: number | undefined;
  walkAttributes(buffer, start + IFINFOMSG.size, end, (type, from, to) => {
    if (type === IFLA_IFNAME) link.name = readName(buffer, from, to);
    if (type === IFLA_MTU) mtu = buffer.readUInt32LE(from);
    if (type === IFLA_MASTER) link.master = buffer.readUInt32LE(from);
    if (type === IFLA_LINKINFO) link.kind = kindOf(buffer, from, to);
  });
  const one = {
    name: link.name,
    index: link.index,
    link: linkState(flags),
    loopback: (flags & IFF_LOOPBACK) !== 0,
    ...(mtu === undefined ? {} : { mtu }),
  };
  return { one, link };
}

/** On a point-to-point link IFA_ADDRESS is the other end, and IFA_LOCAL the own one; linux/if_addr.h. */
function decodeAddress(buffer: Buffer, start: number, end: number, link: Interface): LocalAddress | undefined {
  let bytes: Uint8Array | undefined;
  let isLocal = false;
  let flags = buffer.readUInt8(start + IFADDRMSG.flags);
  walkAttributes(buffer, start + IFADDRMSG.size, end, (type, from, to) => {
    if (type === IFA_LOCAL || (type === IFA_ADDRESS && !isLocal)) bytes = buffer.subarray(from, to);
    if (type === IFA_LOCAL) isLocal = true;
    if (type === IFA_FLAGS) flags = buffer.readUInt32LE(from);
  });
  if (bytes?.length !== 4 && bytes?.length !== 16) return undefined;
  const plain = addressFromBytes(bytes);
  return {
    address: isLinkLocal(plain) ? { ...plain, zone: link.name } : plain,
    interface: link.name,
    prefix: buffer.readUInt8(start + IFADDRMSG.prefix),
    state: plain.family === 'inet' ? 'ok' : stateOfFlags(flags),
    link: link.link,
  };
}
