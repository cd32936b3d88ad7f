import type { TrialDevice, TrialSandbox } from '../../src/model/trial.ts';

/** Beside 127.0.0.1 and ::1. */
const LOCAL = ['10.1.1.1', 'fd00::1', 'fe80::1'] as const;

/** Kernel settings that change what the rules say; the plain namespace comes more often than any other. */
const SYSCTLS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  {},
  { 'net.ipv6.bindv6only': '1' },
  { 'net.ipv4.ip_nonlocal_bind': '1', 'net.ipv6.ip_nonlocal_bind': '1' },
  { 'net.ipv4.ip_autobind_reuse': '1' },
  { 'net.ipv4.tcp_timestamps': '0' },
  { 'net.ipv4.tcp_tw_reuse': '0' },
  { 'net.ipv4.ip_unprivileged_port_start': '0' },
  { 'net.ipv4.tcp_migrate_req': '1' },
  { 'net.core.somaxconn': '1', 'net.ipv4.tcp_abort_on_overflow': '1' },
  { 'net.core.somaxconn': '0', 'net.ipv4.tcp_max_syn_backlog': '1', 'net.ipv4.tcp_syncookies': '0' },
  { 'net.ipv4.tcp_rfc1337': '1', 'net.ipv4.tcp_timestamps': '2' },
  { 'net.ipv4.tcp_rfc1337': '1', 'net.ipv4.tcp_timestamps': '0', 'net.ipv4.tcp_migrate_req': '1' },
  { 'net.ipv4.tcp_syncookies': '2', 'net.ipv4.tcp_synack_retries': '0' },
  { 'net.ipv4.tcp_fin_timeout': '1', 'net.ipv4.tcp_tw_reuse': '1', 'net.ipv4.tcp_tw_reuse_delay': '1' },
  { 'net.ipv4.tcp_fin_timeout': '120', 'net.ipv4.tcp_fastopen': '1027' },
  { 'net.ipv4.ip_nonlocal_bind': '1', 'net.ipv4.tcp_l3mdev_accept': '1', 'net.ipv4.udp_l3mdev_accept': '1' },
  { 'net.ipv6.ip_nonlocal_bind': '1', 'net.ipv4.tcp_syn_retries': '3', 'net.ipv6.auto_flowlabels': '0' },
  { 'net.ipv6.conf.all.disable_ipv6': '1' },
];

/** Few automatic ports, the trial's own among them: what one trial leaves behind would disturb the next. */
const SCARCE: readonly Readonly<Record<string, string>>[] = [
  { 'net.ipv4.ip_local_port_range': '20000 20001' },
  { 'net.ipv4.ip_local_port_range': '20000 20003' },
  { 'net.ipv4.ip_local_port_range': '40000 40002' },
  { 'net.ipv4.ip_local_port_range': '20000 20002', 'net.ipv4.ip_autobind_reuse': '1' },
  { 'net.ipv4.ip_local_port_range': '20000 20003', 'net.ipv4.tcp_max_tw_buckets': '1' },
  { 'net.ipv4.ip_local_port_range': '20000 20003', 'net.ipv4.tcp_max_tw_buckets': '0' },
  { 'net.ipv4.ip_local_port_range': '19999 20004', 'net.ipv4.ip_local_reserved_ports': '19999,20002-20003' },
];

/** Every so many chunks one has few ports. */
const SCARCE_EACH = 16;

/** Without addresses, so that over them nothing is on link; with a subnet of each family on one. */
const DEVICES: readonly (readonly TrialDevice[])[] = [
  ['d1', 'd2'],
  [{ name: 'd1', addresses: ['10.2.2.1/24', 'fd00:2::1/64'] }, 'd2'],
];

/** What the trials of a chunk have. */
export interface Setting {
  readonly sandbox: TrialSandbox;
  /** Each in a namespace of its own, instead of one for all. */
  readonly apart: boolean;
}

/** What the namespace of the chunk `index` has. Every third one has devices too, unless it is one of many. */
export function settingOf(index: number): Setting {
  const apart = index % SCARCE_EACH === SCARCE_EACH - 1;
  const sysctls = apart
    ? SCARCE[Math.floor(index / SCARCE_EACH) % SCARCE.length]
    : SYSCTLS[Math.floor(index / 3) % SYSCTLS.length];
  const isIpv4Only = sysctls?.['net.ipv6.conf.all.disable_ipv6'] === '1';
  return {
    sandbox: {
      addresses: isIpv4Only ? LOCAL.slice(0, 1) : LOCAL,
      devices: index % 3 === 2 && !apart ? devicesOf(index, isIpv4Only) : [],
      sysctls: sysctls ?? {},
    },
    apart,
  };
}

/** A subnet of IPv6 cannot be had where IPv6 is off. */
const devicesOf = (index: number, isIpv4Only: boolean): readonly TrialDevice[] =>
  DEVICES[isIpv4Only ? 0 : index % 2] ?? [];

/** The ports of one trial: no other trial in its namespace uses them. */
export interface Ports {
  readonly main: number;
  readonly other: number;
  /** Below net.ipv4.ip_unprivileged_port_start. */
  readonly privileged: number;
  /** Automatic ports for sockets with IP_LOCAL_PORT_RANGE: four from here on. */
  readonly range: number;
}

/** Those of the trial `index` of a chunk of less than a thousand. */
export const portsOf = (index: number): Ports => ({
  main: 20000 + 2 * index,
  other: 20001 + 2 * index,
  privileged: 1 + index,
  range: 40000 + 8 * index,
});

/** The names of the devices. */
export const deviceNames = ({ devices }: TrialSandbox): readonly string[] =>
  devices.map((device) => (typeof device === 'string' ? device : device.name));
