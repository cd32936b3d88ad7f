import type { Where } from '../../model/experiment.ts';
import { formatBound, isOrphan } from '../../model/host.ts';
import type { PortReport } from '../../model/report.ts';
import type { SightFacts } from '../../model/visibility.ts';
import { inEnglish } from '../text/say.ts';
import { unownedInWords } from '../text/unowned.ts';
import { ownerInShort } from './owners.ts';

/** What is done on a port in use. */
const CONSEQUENCE = {
  held: 'only bind is tried there; --in sandbox shows the rest',
  live: 'probed with care (--live), though a restart of it may be refused meanwhile',
} as const;

/** How many free ports are named. */
const NAMED = 4;

/**
 * What to know before the first probe: a line for each port in use, by whom as far as that may be seen, and what follows; on
 * the host one for those that are free. `sight`: which processes may be seen.
 */
export const portNotes = (ports: readonly PortReport[], sight: SightFacts, where: Where): string[] => [
  ...ports.flatMap((port) =>
    port.caution === 'free'
      ? []
      : [`note: ${port.protocol} port ${port.port} is held${byWhom(port, sight)}: ${CONSEQUENCE[port.caution]}`],
  ),
  ...(where === 'host' ? freeNotes(ports.filter(({ caution }) => caution === 'free')) : []),
];

/** Whoever starts while a port is held gets EADDRINUSE, as the run itself would. */
function freeNotes(free: readonly PortReport[]): string[] {
  if (free.length === 0) return [];
  const named = free.slice(0, NAMED).map(({ protocol, port }) => `${protocol} port ${port}`);
  const more = free.length > NAMED ? ` or ${free.length - NAMED} others` : '';
  const start = `note: a service that starts on ${named.join(', ')}${more} during the run may be refused`;
  return [`${start}; --in sandbox leaves this host alone`];
}

/** ` by nginx (pid 812) on 0.0.0.0:80 LISTEN and 2 more`; empty where only leftovers of connections hold it. */
function byWhom({ holders, unseen }: PortReport, sight: SightFacts): string {
  const first = holders.find((socket) => !isOrphan(socket));
  if (first === undefined)
    return unseen === undefined ? '' : ' by a socket that this kernel does not list (bound only)';
  const owner = ownerInShort(first) || unownedInWords(first, sight, inEnglish);
  const more = holders.length > 1 ? ` and ${holders.length - 1} more` : '';
  return ` by ${owner} on ${formatBound(first)} ${first.state}${more}`;
}
