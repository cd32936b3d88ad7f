import { errnoName } from '../libc/errno.ts';
import { declareLazily, errno } from '../libc/library.ts';
import { LINUX_ONLY } from '../libc/linux.ts';

/** (uid_t) -1 leaves a uid as it is. */
const UNCHANGED = 0xffff_ffff;

/** By number: libc's own setresuid changes every thread of the process (nptl(7)), the system call only this one. */
const syscall = declareLazily<[number, number, number, number], number>(
  'intptr_t syscall(intptr_t number, uint32_t real, uint32_t effective, uint32_t saved)',
);

/**
 * Makes `uid` the effective and filesystem uid of this thread: the owner of every socket that it opens from now on
 * (sock_alloc(), net/socket.c). The saved uid stays, so root can come back, and gets its effective capabilities back
 * then (capabilities(7)); a death signal does not come back by itself (commit_creds(), kernel/cred.c). Gives `ok` or an
 * errno: EPERM without CAP_SETUID, EINVAL where the user namespace has no such uid.
 */
export function actAs(uid: number): string {
  return syscall(LINUX_ONLY.SYS_setresuid, UNCHANGED, uid, UNCHANGED) === 0 ? 'ok' : errnoName(errno());
}
