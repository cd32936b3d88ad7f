import { readFileSync, readlinkSync } from 'node:fs';

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

/** Bit numbers of linux/capability.h that matter to binding, reading other processes, and changing the uid. */
const CAPABILITIES: Readonly<Record<string, bigint>> = {
  CAP_SETUID: 7n,
  CAP_NET_BIND_SERVICE: 10n,
  CAP_NET_ADMIN: 12n,
  CAP_NET_RAW: 13n,
  CAP_SYS_PTRACE: 19n,
};

/** The values under /proc/sys, one space between words; a setting that this kernel or container lacks is left out. */
export function readSysctls(): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of SYSCTLS) {
    const text = readText(`/proc/sys/${name.replaceAll('.', '/')}`);
    if (text !== undefined) values[name] = text.trim().replace(/\s+/g, ' ');
  }
  return values;
}

/** Names of the effective capabilities that matter here, from CapEff in /proc/self/status (proc_pid_status(5)). */
export function effectiveCapabilities(): string[] {
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(readText('/proc/self/status') ?? '')?.[1];
  if (mask === undefined) return [];
  const bits = BigInt(`0x${mask}`);
  return Object.keys(CAPABILITIES).filter((name) => (bits >> (CAPABILITIES[name] ?? 0n)) & 1n);
}

/** `net:[4026531840]`, see namespaces(7); empty where /proc does not show it. */
export function networkNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/net');
  } catch {
    return '';
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
