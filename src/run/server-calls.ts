import { isForbidden } from '../model/denied.ts';
import type { Refused } from '../model/outcome.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { Sockets } from '../net/socket.ts';

/** Not a descriptor: every call on it fails with EBADF, unless a policy refuses the call before the kernel looks. */
const NONE = -1;

/**
 * Whether Node can serve on a socket of ours: its libuv calls accept4(2) and getsockname(2) on it, does not tell of an
 * accept4(2) that is refused, and throws where getsockname(2) is (uv__server_io(), uv_tcp_open()).
 */
export function serverCalls(sockets: Sockets): Result<void> {
  const accepted = sockets.accept(NONE);
  if (!accepted.ok && isRefusedBefore(accepted.error)) return refusedCall('accept4', accepted.error);
  const named = sockets.name(NONE);
  if (!named.ok && isRefusedBefore(named.error)) return refusedCall('getsockname', named.error);
  return ok(undefined);
}

const isRefusedBefore = (refusal: Refused): boolean => isForbidden(refusal) || refusal.errno === 'ENOSYS';

const refusedCall = (call: string, { errno }: Refused): Result<never> =>
  problem(
    `${call}(2) is refused (${errno}): a server can serve nobody`,
    `allow ${call}(2): a seccomp filter may forbid it (SystemCallFilter=)`,
  );
