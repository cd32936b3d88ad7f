import { interfaceIndex } from '../libc/interface-names.ts';
import { LINUX } from '../libc/linux.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { Netlink } from '../libc/netlink.ts';
import { attribute, nameBytes } from '../libc/netlink-message.ts';
import { sleep } from '../libc/wait.ts';
import { type Address, addressBytes, formatAddress, isLinkLocal } from '../model/address.ts';
import { ok, problem, type Result } from '../model/result.ts';

/** linux/rtnetlink.h, linux/netlink.h, linux/if_link.h, linux/if_addr.h, linux/veth.h, net/if.h */
const RTM = { NEWLINK: 16, NEWADDR: 20, GETROUTE: 26 } as const;
const NLM_F = { EXCL: 0x200, CREATE: 0x400 } as const;
const IFLA = { IFNAME: 3, LINKINFO: 18, INFO_KIND: 1, INFO_DATA: 2, VETH_INFO_PEER: 1 } as const;
const IFA = { ADDRESS: 1, LOCAL: 2 } as const;
const RTA_DST = 1;
const RTN_LOCAL = 2;
const IFA_F_NODAD = 0x02;
const RT_SCOPE = { UNIVERSE: 0, LINK: 253 } as const;
const IFF_UP = 0x1;

/** How long to wait for a route, and between two queries, in milliseconds. */
const LONGEST_WAIT = 2000;
const INTERVAL = 1;

/**
 * Changes devices and addresses of the network namespace that this thread is in. It has no safeguards: use it only in
 * namespaces that this program made.
 */
export class NamespaceLinks {
  readonly #netlink: Netlink;

  private constructor(netlink: Netlink) {
    this.#netlink = netlink;
  }

  static open(): Result<NamespaceLinks> {
    const opened = Netlink.open(LINUX_ONLY.NETLINK_ROUTE);
    return opened.ok
      ? ok(new NamespaceLinks(opened.value))
      : problem(`socket(AF_NETLINK): ${opened.error}`, 'allow that address family (seccomp, RestrictAddressFamilies=)');
  }

  close(): void {
    this.#netlink.close();
  }

  /** Sets IFF_UP. */
  up(device: string): Result<void> {
    return this.#change(`set ${device} up`, RTM.NEWLINK, 0, [ifinfomsg(interfaceIndex(device), IFF_UP, IFF_UP)]);
  }

  /** A veth pair (veth(4)), both ends down and in this namespace. */
  addVeth(device: string, peer: string): Result<void> {
    const info = attribute(
      IFLA.INFO_DATA,
      attribute(IFLA.VETH_INFO_PEER, ifinfomsg(0, 0, 0), attribute(IFLA.IFNAME, nameBytes(peer))),
    );
    const kind = attribute(IFLA.LINKINFO, attribute(IFLA.INFO_KIND, Buffer.from('veth')), info);
    return this.#change(`add veth ${device}`, RTM.NEWLINK, NLM_F.CREATE | NLM_F.EXCL, [
      ifinfomsg(0, 0, 0),
      attribute(IFLA.IFNAME, nameBytes(device)),
      kind,
    ]);
  }

  /**
   * Adds an address that is usable at once (IFA_F_NODAD), as /32 or /128 by default: a shorter prefix on `lo` would make
   * its whole subnet local. `prefix`: bits of its network part. An address that exists already is no failure.
   */
  addAddress(device: string, address: Address, prefix?: number): Result<void> {
    const bytes = Buffer.from(addressBytes(address));
    return this.#change(
      `add address ${formatAddress(address)} to ${device}`,
      RTM.NEWADDR,
      NLM_F.CREATE,
      [
        ifaddrmsg(address, prefix ?? bytes.length * 8, interfaceIndex(device)),
        attribute(IFA.LOCAL, bytes),
        attribute(IFA.ADDRESS, bytes),
      ],
      'EEXIST',
    );
  }

  /**
   * Waits until packets to an IPv6 address of this namespace reach it. The address exists at once, but a work queue makes
   * its local route (addrconf_dad_work(), net/ipv6/addrconf.c, 6.18); until then packets are dropped.
   */
  awaitRoute(address: Address): Result<void> {
    const bytes = Buffer.from(addressBytes(address));
    const payload = [rtmsg(LINUX.AF_INET6, bytes.length * 8), attribute(RTA_DST, bytes)];
    for (const end = performance.now() + LONGEST_WAIT; performance.now() < end; sleep(INTERVAL)) {
      if (this.#typeOfRoute(payload) === RTN_LOCAL) return ok(undefined);
    }
    return problem(`add address ${formatAddress(address)}: no local route to it after ${LONGEST_WAIT} ms`);
  }

  /** rtm_type of struct rtmsg, linux/rtnetlink.h; undefined if no route exists. */
  #typeOfRoute(payload: readonly Buffer[]): number | undefined {
    let type: number | undefined;
    this.#netlink.get(RTM.GETROUTE, payload, (buffer, start) => {
      type = buffer.readUInt8(start + 7);
    });
    return type;
  }

  #change(what: string, type: number, flags: number, payload: readonly Buffer[], tolerated?: string): Result<void> {
    const changed = this.#netlink.change(type, flags, ...payload);
    return changed.ok || changed.error === tolerated ? ok(undefined) : problem(`${what}: ${changed.error}`);
  }
}

/** struct ifinfomsg: changes the flags in `change` to those in `flags`. */
function ifinfomsg(index: number, flags: number, change: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(index, 4);
  bytes.writeUInt32LE(flags, 8);
  bytes.writeUInt32LE(change, 12);
  return bytes;
}

/** struct ifaddrmsg of an address that is usable at once. */
function ifaddrmsg(address: Address, prefix: number, index: number): Buffer {
  const bytes = Buffer.alloc(8);
  const family = address.family === 'inet' ? LINUX.AF_INET : LINUX.AF_INET6;
  bytes.set([family, prefix, IFA_F_NODAD, isLinkLocal(address) ? RT_SCOPE.LINK : RT_SCOPE.UNIVERSE]);
  bytes.writeUInt32LE(index, 4);
  return bytes;
}

/** struct rtmsg of a query for the route to one destination. */
function rtmsg(family: number, prefix: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.set([family, prefix]);
  return bytes;
}
