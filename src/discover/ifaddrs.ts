import type { Platform } from '../libc/constants.ts';
import { errnoName } from '../libc/errno.ts';
import { IF_NAMESIZE } from '../libc/interface-names.ts';
import { declareLazily, errno } from '../libc/library.ts';
import { decodeSockaddr, familyOf, SOCKADDR_MAX, sockaddrLayout } from '../libc/sockaddr.ts';
import type { Address } from '../model/address.ts';
import { ok, problem, type Result } from '../model/result.ts';

/** One entry of getifaddrs(3): a link (no IP address) or one of its addresses. */
export interface IfaddrsEntry {
  /** ifa_name: the interface; of an IPv4 address the label, such as eth0:1 */
  readonly label: string;
  /** ifa_flags: IFF_UP and so on, netdevice(7) */
  readonly flags: number;
  readonly ip?: { readonly address: Address; readonly prefix: number };
}

/** struct ifaddrs with 64-bit pointers: glibc, musl, macOS and FreeBSD alike. */
const NODE = { next: 0, name: 8, flags: 16, address: 24, netmask: 32, size: 40 } as const;

const getifaddrs = declareLazily<[Buffer], number>('int getifaddrs(void *list)');
const freeifaddrs = declareLazily<[bigint], void>('void freeifaddrs(void *list)');
/** Foreign memory is copied before it is read: the list lives only until freeifaddrs(3). */
const memcpy = declareLazily<[Buffer, bigint, number], unknown>('void *memcpy(void *to, void *from, size_t length)');
const strncpy = declareLazily<[Buffer, bigint, number], unknown>('void *strncpy(void *to, void *from, size_t length)');

/** getifaddrs(3), in the kernel's order. */
export function readIfaddrs(table: Platform): Result<IfaddrsEntry[]> {
  const list = Buffer.alloc(8);
  if (getifaddrs(list) !== 0) {
    return problem(
      `list the local addresses: getifaddrs() failed with ${errnoName(errno())}`,
      'the kernel answers this over AF_NETLINK: allow that address family (seccomp, RestrictAddressFamilies=)',
    );
  }
  const first = list.readBigUInt64LE(0);
  try {
    return ok(walk(table, first));
  } finally {
    freeifaddrs(first);
  }
}

function walk(table: Platform, first: bigint): IfaddrsEntry[] {
  const entries: IfaddrsEntry[] = [];
  const node = Buffer.alloc(NODE.size);
  const name = Buffer.alloc(IF_NAMESIZE);
  const readIp = ipReader(table);
  for (let at = first; at !== 0n; at = node.readBigUInt64LE(NODE.next)) {
    memcpy(node, at, NODE.size);
    strncpy(name, node.readBigUInt64LE(NODE.name), IF_NAMESIZE);
    const end = name.indexOf(0);
    const label = name.toString('utf8', 0, end < 0 ? IF_NAMESIZE : end);
    const flags = node.readUInt32LE(NODE.flags);
    const ip = readIp(node.readBigUInt64LE(NODE.address), node.readBigUInt64LE(NODE.netmask));
    entries.push(ip === undefined ? { label, flags } : { label, flags, ip });
  }
  return entries;
}

/** Reads an address and its netmask through buffers that are used again: a host may have thousands. */
function ipReader(table: Platform): (address: bigint, netmask: bigint) => IfaddrsEntry['ip'] {
  const sockaddr = Buffer.alloc(SOCKADDR_MAX);
  const mask = Buffer.alloc(SOCKADDR_MAX);
  return (address, netmask) => {
    if (address === 0n) return undefined;
    memcpy(sockaddr, address, 2);
    const family = familyOf(table, sockaddr);
    if (family === undefined) return undefined;
    const { size, addressAt, addressEnd } = sockaddrLayout(family);
    memcpy(sockaddr, address, size);
    const name = decodeSockaddr(table, sockaddr);
    if (name === undefined) return undefined;
    if (netmask !== 0n) memcpy(mask, netmask, size);
    return { address: name.address, prefix: netmask === 0n ? 0 : prefixLength(mask, addressAt, addressEnd) };
  };
}

/** The number of one bits in the bytes of a netmask from `start` to `end`. */
function prefixLength(mask: Buffer, start: number, end: number): number {
  let bits = 0;
  for (let at = start; at < end; at++) bits += ONE_BITS[mask.readUInt8(at)] ?? 0;
  return bits;
}

/** How many bits of each byte are set. */
const ONE_BITS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);
