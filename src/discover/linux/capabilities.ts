import { readText } from './files.ts';

/** Bit numbers of linux/capability.h that matter to binding, reading other processes, and changing the uid. */
const CAPABILITIES: Readonly<Record<string, bigint>> = {
  CAP_SETUID: 7n,
  CAP_NET_BIND_SERVICE: 10n,
  CAP_NET_ADMIN: 12n,
  CAP_NET_RAW: 13n,
  CAP_SYS_PTRACE: 19n,
};

/** Names of the effective capabilities that matter here, from CapEff in /proc/self/status (proc_pid_status(5)). */
export function effectiveCapabilities(): string[] {
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(readText('/proc/self/status') ?? '')?.[1];
  if (mask === undefined) return [];
  const bits = BigInt(`0x${mask}`);
  return Object.keys(CAPABILITIES).filter((name) => (bits >> (CAPABILITIES[name] ?? 0n)) & 1n);
}
