import { readText } from './files.ts';

/**
 * The settings that bear on bind(2), listen(2), connect(2), accept(2), TIME_WAIT, automatic ports and IPv6. Per network
 * namespace. See ip(7), tcp(7), ip-sysctl.rst.
 */
export const GATHERED_SYSCTLS = [
  'net.core.somaxconn',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_nonlocal_bind',
  'net.ipv4.ip_autobind_reuse',
  'net.ipv4.tcp_tw_reuse',
  'net.ipv4.tcp_tw_reuse_delay',
  'net.ipv4.tcp_timestamps',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_rfc1337',
  'net.ipv4.tcp_max_tw_buckets',
  'net.ipv4.tcp_migrate_req',
  'net.ipv4.tcp_abort_on_overflow',
  'net.ipv4.tcp_max_syn_backlog',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_syn_retries',
  'net.ipv4.tcp_synack_retries',
  'net.ipv4.tcp_fastopen',
  'net.ipv4.tcp_l3mdev_accept',
  'net.ipv4.udp_l3mdev_accept',
  'net.ipv4.conf.all.route_localnet',
  'net.ipv4.conf.default.route_localnet',
  'net.ipv6.bindv6only',
  'net.ipv6.ip_nonlocal_bind',
  'net.ipv6.conf.all.disable_ipv6',
  'net.ipv6.conf.default.disable_ipv6',
  'net.mptcp.enabled',
] as const;

/** The values under /proc/sys, one space between words; a setting that this kernel or container lacks is left out. */
export function readSysctls(): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of GATHERED_SYSCTLS) {
    const text = readText(`/proc/sys/${name.replaceAll('.', '/')}`);
    if (text !== undefined) values[name] = text.trim().replace(/\s+/g, ' ');
  }
  return values;
}
