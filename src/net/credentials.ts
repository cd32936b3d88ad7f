import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { setThreadUids } from '../libc/linux-calls.ts';

/** (uid_t) -1: setresuid(2) leaves that uid unchanged. */
const UNCHANGED = 0xffff_ffff;

/**
 * Makes `uid` the effective and filesystem uid of this thread: the owner of every socket that it opens from now on
 * (sock_alloc(), net/socket.c). The saved uid is kept, so root can be taken again, and root then has its effective
 * capabilities again (capabilities(7)), but not its parent-death signal (commit_creds(), kernel/cred.c). Gives `ok` or an
 * errno: EPERM without CAP_SETUID, EINVAL where the user namespace has no such uid.
 */
export function actAs(uid: number): string {
  return setThreadUids(UNCHANGED, uid, UNCHANGED) === 0 ? 'ok' : errnoName(errno());
}
