import { formatEndpoint } from '../model/address.ts';
import { type HeldSocket, isOrphan } from '../model/host.ts';
import type { PortReport } from '../model/report.ts';
import { nobodySeen } from '../report/holders.ts';

/**
 * What to know before the first probe: which ports are held, by whom as far as that may be seen, and what follows.
 * `seesAll`: every process of this PID namespace may be seen.
 */
export function describeHeld(ports: readonly PortReport[], seesAll: boolean): string[] {
  return ports
    .filter((p) => p.caution !== 'free')
    .map(({ protocol, port, caution, holders, unseen }) => {
      const first = holders.find((h) => !isOrphan(h));
      const more = holders.length > 1 ? ` and ${holders.length - 1} more` : '';
      const held =
        first === undefined
          ? unseen === undefined
            ? ''
            : ' by a socket that this kernel does not list (bound only)'
          : ` by ${ownerOf(first, seesAll)} on ${formatEndpoint(first.address, first.port)} ${first.state}${more}`;
      const consequence =
        caution === 'held' ? 'only bind is tried there; --in sandbox shows the rest' : 'probed with care (--live)';
      return `note: ${protocol} port ${port} is held${held}: ${consequence}`;
    });
}

function ownerOf(socket: HeldSocket, seesAll: boolean): string {
  const { owners } = socket;
  const [first] = owners;
  if (first === undefined) return nobodySeen(socket, seesAll);
  return owners.length === 1
    ? `${first.command} (pid ${first.pid})`
    : `${first.command} (pid ${first.pid} and ${owners.length - 1} more)`;
}
