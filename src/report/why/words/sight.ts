import type { Sight } from '../../../model/evidence.ts';
import type { Say } from '../../text/say.ts';

/**
 * What does not list the sockets that are only bound, as the subject of a sentence, and its verb. ENOENT: no module of the
 * kernel answers (sock_diag_rcv_msg(), net/core/sock_diag.c).
 */
export function listerInWords({ sockDiagRefused: refused }: Pick<Sight, 'sockDiagRefused'>, say: Say): string {
  if (refused === undefined) return say('before Linux 6.8 the kernel does not list');
  return refused === 'ENOENT'
    ? say('the modules of sock_diag are not loaded (modprobe -a tcp_diag udp_diag), and /proc/net does not list')
    : say(
        'sock_diag is refused ({errno}: a seccomp filter may forbid AF_NETLINK; allow it), and /proc/net does not list',
        { errno: refused },
      );
}

/** Why the options of a socket were not read, although its process may be seen. `errno`: of pidfd_getfd(2). */
export function duplicateRefused(errno: string, say: Say): string {
  if (errno === 'ENOSYS') return say('pidfd_getfd is not there (Linux 5.6 has it)');
  if (errno === 'EMFILE') return say('out of file descriptors (EMFILE): raise the limit of open files (ulimit -n)');
  return say('pidfd_open or pidfd_getfd is refused ({errno}): a seccomp filter may forbid them; allow both', { errno });
}
