import { formatBound, isOrphan } from '../../model/host.ts';
import type { PortReport } from '../../model/report.ts';
import type { SightFacts } from '../../model/visibility.ts';
import { unownedInWords } from '../text/unowned.ts';
import { ownerInShort } from './owners.ts';

/**
 * What to know before the first probe, a line for each port in use: by whom as far as that may be seen, and what follows.
 * `sight`: which processes may be seen.
 */
export const portNotes = (ports: readonly PortReport[], sight: SightFacts): string[] =>
  ports
    .filter(({ caution }) => caution !== 'free')
    .map((port) => {
      const consequence =
        port.caution === 'held' ? 'only bind is tried there; --in sandbox shows the rest' : 'probed with care (--live)';
      return `note: ${port.protocol} port ${port.port} is held${byWhom(port, sight)}: ${consequence}`;
    });

/** ` by nginx (pid 812) on 0.0.0.0:80 LISTEN and 2 more`; empty where only leftovers of connections hold it. */
function byWhom({ holders, unseen }: PortReport, sight: SightFacts): string {
  const first = holders.find((socket) => !isOrphan(socket));
  if (first === undefined)
    return unseen === undefined ? '' : ' by a socket that this kernel does not list (bound only)';
  const owner = ownerInShort(first) || unownedInWords(first, sight);
  const more = holders.length > 1 ? ` and ${holders.length - 1} more` : '';
  return ` by ${owner} on ${formatBound(first)} ${first.state}${more}`;
}
