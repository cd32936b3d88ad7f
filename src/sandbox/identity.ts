import { readlinkSync } from 'node:fs';
import { CALLS } from '../libc/calls.ts';
import { NativeBytes, nativePart } from '../libc/library.ts';
import { LINUX } from '../libc/linux.ts';
import { getsockopt } from '../libc/linux-calls.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { ok, problem, type Result } from '../model/result.ts';

/** By what the namespaces of a process are told from others; absent where that cannot be read. */
export interface NamespaceIdentity {
  /** `net:[4026531840]` and `mnt:[4026531841]`, namespaces(7): where /proc is mounted. */
  readonly net?: string;
  readonly mnt?: string;
  /** SO_NETNS_COOKIE of a socket, Linux 5.14: no other network namespace has it until the next boot. Needs no /proc. */
  readonly cookie?: bigint;
}

/** The namespaces of the calling thread. Opens a socket and closes it. */
export function namespaceIdentity(): NamespaceIdentity {
  const net = linkOf('net');
  const mnt = linkOf('mnt');
  const cookie = netnsCookie();
  return {
    ...(net === undefined ? {} : { net }),
    ...(mnt === undefined ? {} : { mnt }),
    ...(cookie === undefined ? {} : { cookie }),
  };
}

/** Of the thread: one of them may have entered another namespace. */
function linkOf(namespace: string): string | undefined {
  try {
    return readlinkSync(`/proc/thread-self/ns/${namespace}`);
  } catch {
    return undefined;
  }
}

function netnsCookie(): bigint | undefined {
  if (!nativePart().ok) return undefined;
  const fd = CALLS.socket(LINUX.AF_INET, LINUX.SOCK_DGRAM | LINUX.SOCK_CLOEXEC, 0);
  if (fd < 0) return undefined;
  const value = new NativeBytes(Buffer.alloc(8));
  const length = new NativeBytes(Buffer.of(8, 0, 0, 0));
  const read = getsockopt(fd, LINUX.SOL_SOCKET, LINUX_ONLY.SO_NETNS_COOKIE, value.pointer, length.pointer) === 0;
  CALLS.close(fd);
  return read ? value.bytes.readBigUInt64LE() : undefined;
}

const HINT = '"command -v unshare" must name the one of util-linux, and nothing may make it do less';

/**
 * Whether a process has namespaces of its own, and may change them: an `unshare` in PATH may be any program. Where that
 * cannot be told it may not.
 */
export function isolatedFrom(caller: NamespaceIdentity, own: NamespaceIdentity = namespaceIdentity()): Result<void> {
  const net = compare(caller.net, own.net) ?? compare(caller.cookie, own.cookie);
  if (net === 'same')
    return problem(
      'the sandbox is not one: unshare left it in the network namespace of its caller; nothing was done',
      HINT,
    );
  if (compare(caller.mnt, own.mnt) === 'same')
    return problem(
      'the sandbox is not one: unshare left it in the mount namespace of its caller; nothing was done',
      HINT,
    );
  return net === 'different'
    ? ok(undefined)
    : problem('whether the sandbox has a network namespace of its own cannot be told; nothing was done', 'mount /proc');
}

const compare = <T>(caller: T | undefined, own: T | undefined): 'same' | 'different' | undefined =>
  caller === undefined || own === undefined ? undefined : caller === own ? 'same' : 'different';
