import { readName, walkAttributes } from '../../libc/netlink-message.ts';

/** linux/if_link.h */
const IFLA_INFO_KIND = 1;

/** One link, as far as VRFs go. */
export interface Link {
  readonly index: number;
  readonly name: string;
  /** IFLA_INFO_KIND; empty: none. */
  readonly kind: string;
  /** IFLA_MASTER; 0: none. */
  readonly master: number;
}

/**
 * The VRF of each interface that has one, by name; a VRF's own device is in itself. See vrf.rst in the kernel's
 * documentation.
 */
export function vrfsOf(links: readonly Link[]): ReadonlyMap<string, string> {
  const byIndex = new Map(links.map((link) => [link.index, link]));
  /** A bridge or bond may stand between (l3mdev_master_ifindex_rcu). */
  const vrfOf = (link: Link | undefined, depth = 0): string | undefined => {
    if (link === undefined || depth > links.length) return undefined;
    return link.kind === 'vrf' ? link.name : vrfOf(byIndex.get(link.master), depth + 1);
  };
  return new Map(
    links.flatMap((link) => {
      const vrf = vrfOf(link);
      return vrf === undefined ? [] : [[link.name, vrf] as const];
    }),
  );
}

/** The kind of a link from its IFLA_LINKINFO: `vrf`, `bridge`. */
export function kindOf(buffer: Buffer, start: number, end: number): string {
  let kind = '';
  walkAttributes(buffer, start, end, (type, from, to) => {
    if (type === IFLA_INFO_KIND) kind = readName(buffer, from, to);
  });
  return kind;
}
