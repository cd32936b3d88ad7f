import { readText } from './files.ts';

/**
 * The interfaces that carry a default route, by the kernel's tables /proc/net/route (proc_net(5)) and
 * /proc/net/ipv6_route (rt6_info_route()). Undefined if neither can be read.
 */
export function readDefaultRoutes(root = '/proc/net'): ReadonlySet<string> | undefined {
  const inet = linesOf(`${root}/route`);
  const inet6 = linesOf(`${root}/ipv6_route`);
  if (inet === undefined && inet6 === undefined) return undefined;
  return new Set([...(inet ?? []).flatMap(inetDefault), ...(inet6 ?? []).flatMap(inet6Default)]);
}

/** RTF_REJECT in linux/route.h: unreachable. IPv6 has such a default route on `lo` where it has no other. */
const REJECT = 0x200;

/** Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT */
function inetDefault(line: string): string[] {
  const [name = '', destination, , flags = '', , , , mask] = line.trim().split(/\s+/);
  return destination === '00000000' && mask === '00000000' && isUsable(flags) ? [name] : [];
}

/** destination prefix source prefix nexthop metric refcnt use flags name */
function inet6Default(line: string): string[] {
  const [destination = '', prefix, , , , , , , flags = '', name = ''] = line.trim().split(/\s+/);
  return /^0{32}$/.test(destination) && prefix === '00' && isUsable(flags) ? [name] : [];
}

const isUsable = (flags: string): boolean => (Number.parseInt(flags, 16) & REJECT) === 0;

const linesOf = (path: string): string[] | undefined => readText(path)?.split('\n');
