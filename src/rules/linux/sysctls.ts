import type { Step } from '../../model/trial.ts';

type Op = Step['op'];

/** What the rules know of a setting below /proc/sys/net: Documentation/networking/ip-sysctl.rst, 6.18. */
export interface KnownSysctl {
  /** `*` stands for one part of the name, such as an interface. */
  readonly name: string;
  /** The world reads it, or sees it in the addresses of the host; or no step of a trial can tell; or these steps are unknown. */
  readonly effect: 'modelled' | 'none' | readonly Op[];
  /** Of a setting that makes steps unknown: the values with which they are known. */
  readonly harmless?: (value: string) => boolean;
}

/** Where a handshake ends, or does not. */
const HANDSHAKE: readonly Op[] = ['connect', 'deliver'];
/** Where a connection goes to its end. */
const ENDING: readonly Op[] = ['close', 'reset', 'shutdown', 'disconnect', 'state'];
/** Where data goes. */
const TRANSFER: readonly Op[] = ['send', 'sendto', 'receive', 'deliver', ...ENDING];
/** Where a route is looked up. */
const ROUTED: readonly Op[] = ['connect', 'send', 'sendto', 'deliver'];

/** One entry for each of these names below `prefix`. */
const each = (prefix: string, names: string, effect: KnownSysctl['effect']): KnownSysctl[] =>
  names.split(/\s+/).map((name) => ({ name: `${prefix}.${name}`, effect }));

const isZero = (value: string): boolean => Number(value) === 0;

/** Every setting that the rules know; the first that fits counts. Any other makes every step unknown. */
export const LINUX_SYSCTLS: readonly KnownSysctl[] = [
  ...each('net.core', 'somaxconn', 'modelled'),
  ...each(
    'net.ipv4',
    `ip_unprivileged_port_start ip_local_port_range ip_local_reserved_ports ip_nonlocal_bind ip_autobind_reuse
     tcp_tw_reuse tcp_tw_reuse_delay tcp_timestamps tcp_fin_timeout tcp_rfc1337 tcp_max_tw_buckets tcp_migrate_req`,
    'modelled',
  ),
  ...each('net.mptcp', 'enabled', 'modelled'),
  ...each('net.ipv6', 'bindv6only ip_nonlocal_bind conf.*.disable_ipv6', 'modelled'),
  // The SYN is lost: a step waits three seconds, and the kernel gives up after seven at the earliest.
  { name: 'net.ipv4.tcp_syn_retries', effect: HANDSHAKE, harmless: (value) => Number(value) >= 3 },
  { name: 'net.ipv4.conf.*.route_localnet', effect: ROUTED, harmless: isZero },
  // On one host no request stays half-open, and the queue is looked at when the SYN comes: tcp_conn_request().
  ...each('net.ipv4', 'tcp_abort_on_overflow tcp_max_syn_backlog tcp_syncookies tcp_synack_retries', 'none'),
  // Devices of a trial are in no VRF.
  ...each('net.ipv4', 'tcp_l3mdev_accept udp_l3mdev_accept raw_l3mdev_accept', 'none'),
  // Only MSG_FASTOPEN and TCP_FASTOPEN_CONNECT ask for it.
  ...each('net.ipv4', 'tcp_fastopen tcp_fastopen_key tcp_fastopen_blackhole_timeout_sec', 'none'),
  // Names of a congestion control, marks of packets, and what takes longer than a trial.
  ...each(
    'net.ipv4',
    `tcp_congestion_control tcp_allowed_congestion_control tcp_ecn tcp_ecn_fallback tcp_sack tcp_dsack tcp_fack
     tcp_no_metrics_save tcp_slow_start_after_idle tcp_reflect_tos tcp_keepalive_time tcp_keepalive_intvl
     tcp_keepalive_probes tcp_early_demux udp_early_demux ip_early_demux ip_default_ttl ping_group_range
     tcp_child_ehash_entries udp_child_hash_entries`,
    'none',
  ),
  ...each('net.ipv6', 'auto_flowlabels flowlabel_consistency flowlabel_reflect flowlabel_state_ranges', 'none'),
  ...each('net.ipv4', 'tcp_syn_linear_timeouts tcp_challenge_ack_limit tcp_invalid_ratelimit', HANDSHAKE),
  ...each('net.ipv4', 'tcp_orphan_retries tcp_retries1 tcp_retries2 tcp_max_orphans', ENDING),
  ...each(
    'net.ipv4',
    `tcp_rmem tcp_wmem tcp_mem udp_mem udp_rmem_min udp_wmem_min tcp_window_scaling tcp_adv_win_scale tcp_app_win
     tcp_moderate_rcvbuf tcp_shrink_window tcp_autocorking tcp_limit_output_bytes tcp_notsent_lowat tcp_rto_min_us
     tcp_rto_max_ms tcp_pingpong_thresh tcp_backlog_ack_defer tcp_base_mss tcp_min_snd_mss tcp_mtu_probing`,
    TRANSFER,
  ),
  ...each('net.core', 'rmem_default rmem_max wmem_default wmem_max optmem_max', TRANSFER),
  ...each('net.ipv4', 'conf.*.rp_filter conf.*.accept_local ip_forward conf.*.forwarding', ROUTED),
];

const partsFit = (pattern: string, name: string): boolean => {
  const [own, parts] = [pattern.split('.'), name.split('.')];
  return own.length === parts.length && own.every((part, i) => part === '*' || part === parts[i]);
};

/** A setting that the rules do not follow. */
export interface UnfollowedSysctl {
  readonly name: string;
  readonly value: string;
  /** Absent: every step is unknown. */
  readonly ops?: readonly Op[];
}

/** The settings among these that make steps unknown. */
export function unfollowedSysctls(sysctls: Readonly<Record<string, string>>): UnfollowedSysctl[] {
  return Object.entries(sysctls).flatMap(([name, value]): UnfollowedSysctl[] => {
    const known = LINUX_SYSCTLS.find((k) => partsFit(k.name, name));
    if (known === undefined) return [{ name, value }];
    const { effect, harmless } = known;
    if (typeof effect === 'string' || harmless?.(value) === true) return [];
    return [{ name, value, ops: effect }];
  });
}
