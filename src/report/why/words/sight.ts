import type { Sight } from '../../../model/evidence.ts';

/** What does not list the sockets that are only bound, as the subject of a sentence, and its verb. */
export const listerInWords = ({ sockDiagRefused: refused }: Pick<Sight, 'sockDiagRefused'>): string =>
  refused === undefined
    ? 'before Linux 6.8 the kernel does not list'
    : `sock_diag is refused (${refused}: a seccomp filter may forbid AF_NETLINK; allow it), and /proc/net does not list`;

/** Why the options of a socket were not read, although its process may be seen. `errno`: of pidfd_getfd(2). */
export const duplicateRefused = (errno: string): string =>
  errno === 'ENOSYS'
    ? 'pidfd_getfd is not there (Linux 5.6 has it)'
    : `pidfd_open or pidfd_getfd is refused (${errno}): a seccomp filter may forbid them; allow both`;
