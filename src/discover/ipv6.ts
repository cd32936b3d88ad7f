import { CALLS } from '../libc/calls.ts';
import { platform } from '../libc/platform.ts';

/**
 * Whether AF_INET6 sockets exist here: a kernel without IPv6, or started with ipv6.disable=1, refuses them with
 * EAFNOSUPPORT. The sysctl disable_ipv6 only takes the addresses away, and does not count.
 */
export function hasIpv6(): boolean {
  const table = platform();
  if (!table.ok) return false;
  const fd = CALLS.socket(table.value.AF_INET6, table.value.SOCK_DGRAM | table.value.SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  CALLS.close(fd);
  return true;
}
