import { answerOf } from './kept.ts';
import type { HostDescription } from './types/host-description.ts';
import { described } from './work/snapshot.ts';

/**
 * What decides on this host about listening: its addresses, links, settings and listeners, for {@link predict} and
 * {@link check} elsewhere and later. Opens no socket on any endpoint, and changes nothing. Two of an unchanged host are the
 * same. As an ordinary user it does not see who holds the sockets of others, and says so in `sight`.
 *
 * @throws BindmatrixError `cannot` where the host cannot be looked at.
 * @see docs/library.md#snapshot, sock_diag(7), rtnetlink(7)
 */
export async function snapshot(): Promise<HostDescription> {
  return answerOf(await described());
}
