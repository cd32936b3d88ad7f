import { isMulticast, unmap } from '../../../model/address.ts';
import type { Packet } from '../../delivery.ts';
import type { State } from './state.ts';
import { sameIp } from './state.ts';

/** The groups that the kernel joins on every interface: ip_mc_init_dev(), ipv6_add_dev(). */
const ALL_NODES: ReadonlySet<string> = new Set(['224.0.0.1', 'ff01::1', 'ff02::1']);

/**
 * Whether the host takes in a datagram to everybody: ip_check_mc_rcu(), ipv6_chk_mcast_addr(). Of a group some socket must
 * be a member on the device; the kernel's own solicited-node groups (RFC 4291 2.7.1) are not followed.
 */
export function takesInGroup(state: State, { to, device }: Packet): boolean | 'unknown' {
  const group = unmap(to);
  if (!isMulticast(group) || ALL_NODES.has(group.ip) || !state.holds('linux.group-not-joined')) return true;
  if (state.socks.some((s) => s.memberships.some((m) => sameIp(m.group, group) && m.device === device))) return true;
  return group.family === 'inet6' && /^ff0[1258]::(1:ff|2$|16$|1:2$|1:3$)/.test(group.ip) ? 'unknown' : false;
}
