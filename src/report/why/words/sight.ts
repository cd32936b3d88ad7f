import type { Sight } from '../../../model/evidence.ts';
import { exhaustedText } from '../../../model/exhausted.ts';

/**
 * What does not list the sockets that are only bound, as the subject of a sentence, and its verb. ENOENT: no module of the
 * kernel answers (sock_diag_rcv_msg(), net/core/sock_diag.c).
 */
export function listerInWords({ sockDiagRefused: refused }: Pick<Sight, 'sockDiagRefused'>): string {
  if (refused === undefined) return 'before Linux 6.8 the kernel does not list';
  const why =
    refused === 'ENOENT'
      ? 'the modules of sock_diag are not loaded (modprobe -a tcp_diag udp_diag)'
      : `sock_diag is refused (${refused}: a seccomp filter may forbid AF_NETLINK; allow it)`;
  return `${why}, and /proc/net does not list`;
}

/** Why the options of a socket were not read, although its process may be seen. `errno`: of pidfd_getfd(2). */
export function duplicateRefused(errno: string): string {
  if (errno === 'ENOSYS') return 'pidfd_getfd is not there (Linux 5.6 has it)';
  if (errno === 'EMFILE') return `${exhaustedText(errno)}: raise the limit of open files (ulimit -n)`;
  return `pidfd_open or pidfd_getfd is refused (${errno}): a seccomp filter may forbid them; allow both`;
}
