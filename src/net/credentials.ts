import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { setThreadUids } from '../libc/linux-calls.ts';

/** (uid_t) -1 leaves a uid as it is. */
const UNCHANGED = 0xffff_ffff;

/**
 * Makes `uid` the effective and filesystem uid of this thread: the owner of every socket that it opens from now on
 * (sock_alloc(), net/socket.c). The saved uid stays, so root can come back, and gets its effective capabilities back
 * then (capabilities(7)); a death signal does not come back by itself (commit_creds(), kernel/cred.c). Gives `ok` or an
 * errno: EPERM without CAP_SETUID, EINVAL where the user namespace has no such uid.
 */
export function actAs(uid: number): string {
  return setThreadUids(UNCHANGED, uid, UNCHANGED) === 0 ? 'ok' : errnoName(errno());
}
