import { errnoName } from '../libc/errno.ts';
import { declareLazily, errno } from '../libc/library.ts';
import { ok, problem, type Result } from '../model/result.ts';

/** One entry of getifaddrs(3): a link (no IP address) or one of its addresses. */
export interface IfaddrsEntry {
  /** ifa_name: the interface; of an IPv4 address the label, such as eth0:1 */
  readonly label: string;
  /** ifa_flags: IFF_UP and so on, netdevice(7) */
  readonly flags: number;
  /** struct sockaddr of the address; undefined for a link or another family */
  readonly address?: Buffer;
  /** struct sockaddr of the netmask */
  readonly netmask?: Buffer;
}

/** struct ifaddrs with 64-bit pointers: glibc, musl, macOS and FreeBSD alike. */
const NODE = { next: 0, name: 8, flags: 16, address: 24, netmask: 32, size: 40 } as const;
const IFNAMSIZ = 16;

const getifaddrs = declareLazily<[Buffer], number>('int getifaddrs(void *list)');
const freeifaddrs = declareLazily<[bigint], void>('void freeifaddrs(void *list)');
/** Foreign memory is copied out at once: the list lives only until freeifaddrs(3). */
const memcpy = declareLazily<[Buffer, bigint, number], unknown>('void *memcpy(void *to, void *from, size_t length)');
const strncpy = declareLazily<[Buffer, bigint, number], unknown>('void *strncpy(void *to, void *from, size_t length)');

/**
 * getifaddrs(3), in the kernel's order: links first, then addresses. `sizeOf` tells how long a sockaddr is by its
 * first two bytes; 0 for a family that is not wanted.
 */
export function readIfaddrs(sizeOf: (head: Buffer) => number): Result<IfaddrsEntry[]> {
  const list = Buffer.alloc(8);
  if (getifaddrs(list) !== 0) {
    return problem(
      `list the local addresses: getifaddrs() failed with ${errnoName(errno())}`,
      'the kernel answers this over AF_NETLINK: allow that address family (seccomp, RestrictAddressFamilies=)',
    );
  }
  const first = list.readBigUInt64LE(0);
  try {
    return ok(walk(first, sizeOf));
  } finally {
    freeifaddrs(first);
  }
}

function walk(first: bigint, sizeOf: (head: Buffer) => number): IfaddrsEntry[] {
  const entries: IfaddrsEntry[] = [];
  const node = Buffer.alloc(NODE.size);
  const name = Buffer.alloc(IFNAMSIZ);
  for (let at = first; at !== 0n; at = node.readBigUInt64LE(NODE.next)) {
    memcpy(node, at, NODE.size);
    strncpy(name, node.readBigUInt64LE(NODE.name), IFNAMSIZ);
    const end = name.indexOf(0);
    const label = name.toString('utf8', 0, end < 0 ? IFNAMSIZ : end);
    const address = copySockaddr(node.readBigUInt64LE(NODE.address), sizeOf);
    const netmask = address && copyBytes(node.readBigUInt64LE(NODE.netmask), address.length);
    entries.push({
      label,
      flags: node.readUInt32LE(NODE.flags),
      ...(address && { address }),
      ...(netmask && { netmask }),
    });
  }
  return entries;
}

function copySockaddr(from: bigint, sizeOf: (head: Buffer) => number): Buffer | undefined {
  const head = copyBytes(from, 2);
  const size = head === undefined ? 0 : sizeOf(head);
  return size === 0 ? undefined : copyBytes(from, size);
}

function copyBytes(from: bigint, length: number): Buffer | undefined {
  if (from === 0n) return undefined;
  const bytes = Buffer.allocUnsafe(length);
  memcpy(bytes, from, length);
  return bytes;
}
