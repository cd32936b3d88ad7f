import { readText } from './files.ts';

/** The settings that decide who may bind what, or what the report warns of. Per network namespace. See ip(7), tcp(7), ip-sysctl.rst. */
const SYSCTLS = [
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_nonlocal_bind',
  'net.ipv4.ip_autobind_reuse',
  'net.ipv4.tcp_tw_reuse',
  'net.ipv4.tcp_tw_reuse_delay',
  'net.ipv4.tcp_timestamps',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_l3mdev_accept',
  'net.ipv6.bindv6only',
  'net.ipv6.ip_nonlocal_bind',
  'net.ipv6.conf.all.disable_ipv6',
  'net.ipv6.conf.default.disable_ipv6',
] as const;

/** The values under /proc/sys, one space between words; a setting that this kernel or container lacks is left out. */
export function readSysctls(): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of SYSCTLS) {
    const text = readText(`/proc/sys/${name.replaceAll('.', '/')}`);
    if (text !== undefined) values[name] = text.trim().replace(/\s+/g, ' ');
  }
  return values;
}
