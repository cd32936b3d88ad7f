import { formatAddress, formatEndpoint } from '../../model/address.ts';
import { listInWords } from '../../model/list-text.ts';
import type { Answers, FailedCall, Share } from '../../model/plan-report.ts';
import type { Verdict } from '../../model/service-plan.ts';
import { endpointOf } from './open-sockets.ts';
import type { Server } from './server.ts';
import { isNarrower } from './verdicts.ts';

/** What a verdict rests on. */
interface Grounds {
  readonly verdict: Verdict;
  readonly failed: readonly FailedCall[];
  readonly shares: readonly Share[];
  readonly answers: Answers;
  readonly server: Server;
}

/** One sentence: the first refused call, or what is shared with whom. */
export function whyOf({ verdict, failed, shares, answers, server }: Grounds): string {
  const [refused] = failed;
  if (verdict === 'shares') return shareText(shares, answers);
  if (refused !== undefined) {
    const by =
      refused.holder === null
        ? ''
        : refused.holder === server.service.id
          ? ', by a socket of its own'
          : `, by ${refused.holder}`;
    return `${refused.call} ${refused.endpoint} gets ${refused.errno}${by}`;
  }
  return verdict === 'up' ? 'every socket is open' : keptText(server);
}

/** What a reload keeps it does not change. */
function keptText({ open, wanted }: Server): string {
  const kept = open.find(({ socket }) =>
    wanted.some(
      ({ choices: [first] }) =>
        first !== undefined && endpointOf(first) === endpointOf(socket) && isNarrower(socket, first),
    ),
  );
  return kept === undefined ? '' : `a reload keeps ${endpointOf(kept.socket)} as it is, for IPv6 alone`;
}

/** `b and c are open at 192.0.2.2:80 too, and c gets every client there` */
function shareText(shares: readonly Share[], answers: Answers): string {
  const [worst] = [...shares].sort((a, b) => RANK[a.gets] - RANK[b.gets]);
  if (worst === undefined) return '';
  const { address, port, protocol, with: others, gets } = worst;
  const who = answers[`${protocol}/${port}`]?.[formatAddress(address)] ?? [];
  const open = `${listInWords(others)} ${others.length === 1 ? 'is' : 'are'} open at ${formatEndpoint(address, port)} too`;
  return `${open}, and ${who.length === 1 ? wonText(who, others, gets) : chanceText(who, others)}`;
}

const RANK = { none: 0, part: 1, all: 2 } as const;

const wonText = ([winner = '']: readonly string[], others: readonly string[], gets: Share['gets']): string =>
  gets === 'all'
    ? `${listInWords(others)} ${others.length === 1 ? 'gets' : 'get'} none there`
    : `${winner} gets every client there`;

/** Not every one of those that are open at an address need be among those of whom chance picks. */
const chanceText = (who: readonly string[], others: readonly string[]): string =>
  who.length > others.length
    ? 'chance decides who gets a client'
    : `chance decides which of ${listInWords(who)} gets a client`;
