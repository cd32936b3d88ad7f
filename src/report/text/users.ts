import type { Say } from './say.ts';

/**
 * Whose a held socket is: `user www-data`. SO_REUSEPORT goes by the socket's uid (sock_i_uid()), which is that of the
 * process that opened it: where its holder is of another user, both are said.
 */
export function usersInWords(
  holder: { readonly user?: string; readonly uid?: number },
  socketUid: number | undefined,
  say: Say,
): string {
  const { user, uid = -1 } = holder;
  const process = user !== undefined ? say('user {user}', { user }) : uid < 0 ? say('user unknown') : `uid ${uid}`;
  return socketUid === undefined || uid < 0 || uid === socketUid
    ? process
    : say('{process}, its socket of uid {uid}', { process, uid: socketUid });
}
