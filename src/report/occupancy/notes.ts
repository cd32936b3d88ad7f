import { formatSocketAddress } from '../../model/address.ts';
import { isOrphan } from '../../model/host.ts';
import type { PortReport } from '../../model/report.ts';
import { ownerInShort, unseenOwnerInWords } from './owners.ts';

/**
 * What to know before the first probe, a line for each port in use: by whom as far as that may be seen, and what follows.
 * `seesAll`: every process of this PID namespace may be seen.
 */
export const portNotes = (ports: readonly PortReport[], seesAll: boolean): string[] =>
  ports
    .filter(({ caution }) => caution !== 'free')
    .map((port) => {
      const consequence =
        port.caution === 'held' ? 'only bind is tried there; --in sandbox shows the rest' : 'probed with care (--live)';
      return `note: ${port.protocol} port ${port.port} is held${byWhom(port, seesAll)}: ${consequence}`;
    });

/** ` by nginx (pid 812) on 0.0.0.0:80 LISTEN and 2 more`; empty where only leftovers of connections hold it. */
function byWhom({ holders, unseen }: PortReport, seesAll: boolean): string {
  const first = holders.find((socket) => !isOrphan(socket));
  if (first === undefined)
    return unseen === undefined ? '' : ' by a socket that this kernel does not list (bound only)';
  const owner = ownerInShort(first) || unseenOwnerInWords(first, seesAll);
  const more = holders.length > 1 ? ` and ${holders.length - 1} more` : '';
  return ` by ${owner} on ${formatSocketAddress(first)} ${first.state}${more}`;
}
