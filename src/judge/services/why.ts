import { formatEndpoint } from '../../model/address.ts';
import { listInWords } from '../../model/list-text.ts';
import type { FailedCall, Share } from '../../model/plan-report.ts';
import type { Verdict } from '../../model/service-plan.ts';
import { endpointOf } from './open-sockets.ts';
import type { Server } from './server.ts';
import { isNarrower } from './verdicts.ts';

/** What a verdict rests on. */
interface Grounds {
  readonly verdict: Verdict;
  readonly failed: readonly FailedCall[];
  readonly shares: readonly Share[];
  readonly server: Server;
}

/** One sentence: the first refused call, or what is shared with whom. */
export function whyOf({ verdict, failed, shares, server }: Grounds): string {
  const [refused] = failed;
  if (verdict === 'shares') return shareText(shares);
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

function shareText(shares: readonly Share[]): string {
  const [worst] = [...shares].sort((a, b) => RANK[a.gets] - RANK[b.gets]);
  if (worst === undefined) return '';
  const at = formatEndpoint(worst.address, worst.port);
  const others = listInWords(worst.with);
  return `${others} is open at ${at} too, and ${GETS[worst.gets](others)}`;
}

const RANK = { none: 0, part: 1, all: 2 } as const;

const GETS: Readonly<Record<Share['gets'], (others: string) => string>> = {
  none: (others) => `${others} gets every client there`,
  part: () => 'chance decides who gets a client',
  all: (others) => `${others} gets none there`,
};
