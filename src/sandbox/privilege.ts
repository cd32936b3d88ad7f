import { readFileSync } from 'node:fs';

/**
 * Whether a network namespace can be made only inside a new user namespace: without CAP_SYS_ADMIN, which root in a
 * container may lack. It is bit 21 of CapEff (proc_pid_status(5), linux/capability.h).
 */
export function needsUserNamespace(status = readStatus()): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return effective === undefined ? process.geteuid?.() !== 0 : (BigInt(`0x${effective}`) & (1n << 21n)) === 0n;
}

/**
 * The command that enters the network namespace of process `pid`, nsenter(1). Without CAP_SYS_ADMIN it enters the user
 * namespace first, in which the sandbox has made one root.
 */
export const enterCommand = (pid: number): string =>
  needsUserNamespace() ? `nsenter -t ${pid} -U --preserve-credentials -n` : `nsenter -t ${pid} -n`;

function readStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
