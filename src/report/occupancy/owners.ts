import type { HeldSocket, Owner } from '../../model/host.ts';
import type { SightFacts } from '../../model/visibility.ts';
import { groupBy } from '../text/fold.ts';
import { inEnglish, type Say } from '../text/say.ts';
import { unownedInWords } from '../text/unowned.ts';
import { usersInWords } from '../text/users.ts';

/** `nginx, pid 812 and 2 more, uid 33`, `python3, pid 812 and sleep (pid 813), uid 0` */
export function ownerInWords(socket: HeldSocket, sight: SightFacts, say: Say = inEnglish): string {
  const [first, ...others] = socket.owners;
  if (first === undefined) return unownedInWords(socket, sight, say);
  const users = usersInWords({ uid: first.uid ?? socket.uid }, socket.uid, say);
  return [first.command, `pid ${first.pid}${moreInWords(first, others, say)}`, users].join(say(', '));
}

/** `nginx (pid 812)`, `nginx (pid 812 and 2 more)`, `python3 (pid 812 and sleep (pid 813))`; empty where no owner may be seen. */
export function ownerInShort({ owners: [first, ...others] }: HeldSocket, say: Say = inEnglish): string {
  return first === undefined ? '' : `${first.command} (pid ${first.pid}${moreInWords(first, others, say)})`;
}

/** Those of another command by name: they do not end with the first. */
function moreInWords(first: Owner, others: readonly Owner[], say: Say): string {
  const alike = others.filter(({ command }) => command === first.command);
  const unlike = others.filter(({ command }) => command !== first.command);
  const named = groupBy(unlike, ({ command }) => command).map(
    ([one, ...more]) => `${say(' and ')}${one.command} (pid ${[one, ...more].map(({ pid }) => pid).join(', ')})`,
  );
  return [...(alike.length > 0 ? [say(' and {n} more', { n: alike.length })] : []), ...named].join('');
}
