import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { LINUX, LINUX_ONLY } from '../libc/linux.ts';
import { interfaceIndex } from '../libc/sockaddr.ts';
import { type Address, addressBytes, formatAddress, isLinkLocal } from '../model/address.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { libcCalls } from '../net/calls.ts';
import { attribute, HEADER, ifaddrmsg, ifinfomsg, message, rtmsg, text } from '../libc/netlink-message.ts';
import { sleep } from '../net/wait.ts';

/** linux/rtnetlink.h, linux/netlink.h, linux/if_link.h, linux/if_addr.h, linux/veth.h, net/if.h */
const RTM = { NEWLINK: 16, NEWADDR: 20, NEWROUTE: 24, GETROUTE: 26 } as const;
const NLM_F = { REQUEST: 0x1, ACK: 0x4, EXCL: 0x200, CREATE: 0x400 } as const;
const IFLA = { IFNAME: 3, LINKINFO: 18, INFO_KIND: 1, INFO_DATA: 2, VETH_INFO_PEER: 1 } as const;
const IFA = { ADDRESS: 1, LOCAL: 2 } as const;
const RTA_DST = 1;
const RTN_LOCAL = 2;
const IFA_F_NODAD = 0x02;
const RT_SCOPE = { UNIVERSE: 0, LINK: 253 } as const;
const IFF_UP = 0x1;
const NLMSG_ERROR = 2;

/** Milliseconds for which a route is waited for, and between two looks. */
const LONGEST_WAIT = 2000;
const INTERVAL = 1;

/**
 * Devices and addresses of the network namespace that this thread is in. For namespaces that this program
 * made: it refuses nothing, so never use it on a host's own.
 */
export class NamespaceLinks {
  readonly #fd: number;
  #sequence = 0;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  static open(): Result<NamespaceLinks> {
    const fd = libcCalls().socket(
      LINUX_ONLY.AF_NETLINK,
      LINUX_ONLY.SOCK_RAW | LINUX.SOCK_CLOEXEC,
      LINUX_ONLY.NETLINK_ROUTE,
    );
    return fd < 0
      ? problem(`socket(AF_NETLINK): ${errnoName(errno())}`, 'a seccomp filter may forbid netlink')
      : ok(new NamespaceLinks(fd));
  }

  close(): void {
    libcCalls().close(this.#fd);
  }

  /** Sets IFF_UP. */
  up(device: string): Result<void> {
    return this.#ask(`set ${device} up`, RTM.NEWLINK, 0, [ifinfomsg(interfaceIndex(device), IFF_UP, IFF_UP)]);
  }

  /** A veth pair (veth(4)), both ends down and in this namespace. */
  addVeth(device: string, peer: string): Result<void> {
    const info = attribute(
      IFLA.INFO_DATA,
      attribute(IFLA.VETH_INFO_PEER, ifinfomsg(0, 0, 0), attribute(IFLA.IFNAME, text(peer))),
    );
    const kind = attribute(IFLA.LINKINFO, attribute(IFLA.INFO_KIND, Buffer.from('veth')), info);
    return this.#ask(`add veth ${device}`, RTM.NEWLINK, NLM_F.CREATE | NLM_F.EXCL, [
      ifinfomsg(0, 0, 0),
      attribute(IFLA.IFNAME, text(device)),
      kind,
    ]);
  }

  /**
   * Adds an address that is usable at once (IFA_F_NODAD), as /32 or /128: a shorter prefix on `lo` would make its
   * whole subnet local. One that is there already is no failure.
   */
  addAddress(device: string, address: Address): Result<void> {
    const bytes = Buffer.from(addressBytes(address));
    const family = address.family === 'inet' ? LINUX.AF_INET : LINUX.AF_INET6;
    const scope = isLinkLocal(address) ? RT_SCOPE.LINK : RT_SCOPE.UNIVERSE;
    const request = ifaddrmsg(family, bytes.length * 8, IFA_F_NODAD, scope, interfaceIndex(device));
    const what = `add address ${formatAddress(address)} to ${device}`;
    return this.#ask(
      what,
      RTM.NEWADDR,
      NLM_F.CREATE,
      [request, attribute(IFA.LOCAL, bytes), attribute(IFA.ADDRESS, bytes)],
      'EEXIST',
    );
  }

  /**
   * Waits until packets to an IPv6 address of this namespace reach it. The address is there at once, but its local route is
   * made by a work queue (addrconf_dad_work(), net/ipv6/addrconf.c, 6.18); until then they are dropped.
   */
  awaitRoute(address: Address): Result<void> {
    const bytes = Buffer.from(addressBytes(address));
    const payload = [rtmsg(LINUX.AF_INET6, bytes.length * 8), attribute(RTA_DST, bytes)];
    for (const end = performance.now() + LONGEST_WAIT; performance.now() < end; sleep(INTERVAL)) {
      if (this.#typeOfRoute(payload) === RTN_LOCAL) return ok(undefined);
    }
    return problem(`add address ${formatAddress(address)}: no local route to it after ${LONGEST_WAIT} ms`);
  }

  /** rtm_type of struct rtmsg, linux/rtnetlink.h */
  #typeOfRoute(payload: readonly Buffer[]): number | undefined {
    const request = message(RTM.GETROUTE, NLM_F.REQUEST, ++this.#sequence, ...payload);
    const reply = Buffer.alloc(1024);
    const calls = libcCalls();
    if (calls.send(this.#fd, request, request.length, 0) < 0) return undefined;
    if (calls.recvfrom(this.#fd, reply, reply.length, 0, null, null) < 0) return undefined;
    return reply.readUInt16LE(4) === RTM.NEWROUTE ? reply.readUInt8(HEADER + 7) : undefined;
  }

  #ask(what: string, type: number, flags: number, payload: readonly Buffer[], tolerated?: string): Result<void> {
    const request = message(type, NLM_F.REQUEST | NLM_F.ACK | flags, ++this.#sequence, ...payload);
    const reply = Buffer.alloc(HEADER + 4 + request.length + 256);
    const calls = libcCalls();
    if (calls.send(this.#fd, request, request.length, 0) < 0) return problem(`${what}: ${errnoName(errno())}`);
    if (calls.recvfrom(this.#fd, reply, reply.length, 0, null, null) < 0)
      return problem(`${what}: ${errnoName(errno())}`);
    const error = reply.readUInt16LE(4) === NLMSG_ERROR ? errnoName(-reply.readInt32LE(HEADER)) : 'E0';
    return error === 'E0' || error === tolerated ? ok(undefined) : problem(`${what}: ${error}`);
  }
}
