import { type Address, formatAddress } from '../../model/address.ts';
import { formatListener } from '../../model/listener.ts';
import type { Answers, Share } from '../../model/plan-report.ts';
import { answerersAt, locality } from '../../rules/index.ts';
import { addressesToAsk, type OpenSocket, openSockets } from './open-sockets.ts';
import type { Run } from './simulate.ts';
import type { Rulebook } from './trail.ts';

/** Who answers where, and which services share an address. */
export interface Meetings {
  readonly answers: Answers;
  /** By the id of the service. */
  readonly shares: ReadonlyMap<string, readonly Share[]>;
}

/** Sends a client to every address of the host on every port of the run; in brief only where several could answer. */
export function meetingsOf(run: Run, book: Rulebook): Meetings {
  const answers: Record<string, Record<string, readonly string[]>> = {};
  const shares = new Map<string, Share[]>();
  for (const [port, open] of openSockets(run)) {
    if (book.brief === true && new Set(open.map(({ owner }) => owner)).size < 2) continue;
    const at: Record<string, readonly string[]> = {};
    for (const address of addressesToAsk(book.env, open)) {
      const who = ownersAt(open, address, book);
      at[formatAddress(address)] = isHere(address, book) ? who : [];
      for (const [owner, share] of sharesAt(run, open, address, who, book))
        shares.set(owner, [...(shares.get(owner) ?? []), share]);
    }
    answers[port] = at;
  }
  return { answers, shares };
}

/** The owners whom a client may reach, each once: nobody at an address that the host has not, whoever is bound to it. */
export const reachedAt = (open: readonly OpenSocket[], to: Address, book: Rulebook): readonly string[] =>
  isHere(to, book) ? ownersAt(open, to, book) : [];

const isHere = (address: Address, { env }: Rulebook): boolean => locality(env, address) !== 'absent';

/** The owners who answer where the address is, each once. */
const ownersAt = (open: readonly OpenSocket[], to: Address, { rules, env }: Rulebook): readonly string[] => [
  ...new Set(
    answerersAt(
      rules,
      env,
      open.map(({ listener }) => listener),
      to,
    ).flatMap((i) => open[i]?.owner ?? []),
  ),
];

/** What each of several services that are open at an address gets there. */
function sharesAt(
  run: Run,
  open: readonly OpenSocket[],
  address: Address,
  who: readonly string[],
  book: Rulebook,
): (readonly [string, Share])[] {
  const claims = claimsAt(open, address, book);
  if (claims.size < 2) return [];
  const { protocol, port } = [...claims.values()][0]?.listener ?? {};
  if (protocol === undefined || port === undefined) return [];
  const { rule } = run.trail.wouldTake(port, {
    op: 'deliver',
    address: formatAddress(address),
    port,
    receivers: open.map(({ name }) => name),
    exact: false,
    expect: ['ok'],
  });
  return [...claims].map(([owner, { listener }]) => {
    const gets = !who.includes(owner) ? 'none' : who.length === 1 ? 'all' : 'part';
    const others = [...claims.keys()].filter((other) => other !== owner);
    return [owner, { endpoint: formatListener(listener), protocol, address, port, with: others, gets, rule }];
  });
}

/** The owners that would answer at an address if they were alone, each with its socket. */
function claimsAt(open: readonly OpenSocket[], address: Address, { rules, env }: Rulebook): Map<string, OpenSocket> {
  const owners = new Set(open.map(({ owner }) => owner));
  const claims = new Map<string, OpenSocket>();
  if (owners.size < 2) return claims;
  for (const one of open)
    if (!claims.has(one.owner) && answerersAt(rules, env, [one.listener], address).length > 0)
      claims.set(one.owner, one);
  return claims;
}
