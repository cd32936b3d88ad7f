import { CALLS } from '../../libc/calls.ts';
import { errnoName } from '../../libc/errno.ts';
import { errno, NativeBytes, nativePart } from '../../libc/library.ts';
import { capget, ioctl } from '../../libc/linux-calls.ts';
import { LINUX_ONLY } from '../../libc/linux-only.ts';
import { readText, withFile } from './files.ts';

/** Bit numbers of linux/capability.h that matter to binding, reading other processes, and changing the uid. */
const CAPABILITIES: Readonly<Record<string, bigint>> = {
  CAP_SETUID: 7n,
  CAP_NET_BIND_SERVICE: 10n,
  CAP_NET_ADMIN: 12n,
  CAP_NET_RAW: 13n,
  CAP_SYS_PTRACE: 19n,
};

/** The namespace in whose user namespace each one is looked for, user_namespaces(7): ns_capable(). */
const NAMESPACE: Readonly<Record<string, string>> = {
  CAP_NET_BIND_SERVICE: 'net',
  CAP_NET_ADMIN: 'net',
  CAP_NET_RAW: 'net',
  CAP_SYS_PTRACE: 'pid',
};

/** The effective capabilities of this thread, and where they count. */
export interface EffectiveCapabilities {
  readonly capabilities: readonly string[];
  /** Of a user namespace that does not own the namespace that they would be used in. */
  readonly idleCapabilities?: readonly string[];
  /** Neither /proc nor the kernel tells them. */
  readonly unread?: readonly ['capabilities'];
}

/**
 * The effective capabilities that matter here, from CapEff in /proc/self/status (proc_pid_status(5)), or capget(2) where
 * /proc is not mounted; by whether their user namespace is the one that owns this network or PID namespace.
 */
export function effectiveCapabilities(): EffectiveCapabilities {
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(readText('/proc/self/status') ?? '')?.[1];
  const bits = mask === undefined ? askKernel() : BigInt(`0x${mask}`);
  if (bits === undefined) return { capabilities: [], unread: ['capabilities'] };
  const effective = Object.keys(CAPABILITIES).filter((name) => (bits >> (CAPABILITIES[name] ?? 0n)) & 1n);
  const isIdle = (name: string): boolean => {
    const namespace = NAMESPACE[name];
    return namespace !== undefined && isOwnedAbove(namespace);
  };
  const idleCapabilities = effective.filter(isIdle);
  const capabilities = effective.filter((name) => !idleCapabilities.includes(name));
  return idleCapabilities.length === 0 ? { capabilities } : { capabilities, idleCapabilities };
}

/** capget(2) of this thread; undefined where that is refused. All capabilities that matter here are below 32. */
function askKernel(): bigint | undefined {
  if (!nativePart().ok) return undefined;
  const header = new NativeBytes(Buffer.alloc(8));
  header.bytes.writeUInt32LE(LINUX_ONLY.LINUX_CAPABILITY_VERSION_3);
  // Two of struct __user_cap_data_struct { u32 effective, permitted, inheritable }, linux/capability.h.
  const data = new NativeBytes(Buffer.alloc(24));
  return capget(header.pointer, data.pointer) === 0 ? BigInt(data.bytes.readUInt32LE()) : undefined;
}

/**
 * Whether a namespace of this process is owned by a user namespace outside its own: NS_GET_USERNS (ioctl_nsfs(2)) fails
 * with EPERM there. Where the kernel does not tell (before Linux 4.9), or cannot be asked, the capability is taken to count.
 */
const isOwnedAbove = (namespace: string): boolean =>
  withFile(`/proc/self/ns/${namespace}`, (fd) => {
    if (!nativePart().ok) return false;
    const owner = ioctl(fd, LINUX_ONLY.NS_GET_USERNS, 'void *', Buffer.alloc(0));
    if (owner < 0) return errnoName(errno()) === 'EPERM';
    CALLS.close(owner);
    return false;
  }) ?? false;
