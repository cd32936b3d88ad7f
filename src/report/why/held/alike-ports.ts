import { formatAddress } from '../../../model/address.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { groupBy } from '../../text/fold.ts';
import { optionsInShort } from './options.ts';

/** More ports than this that are alike in all else become one line. */
const MANY = 8;

/** Sockets alike in everything but their port. */
export interface AlikePorts {
  readonly socket: HeldSocket;
  readonly ports: readonly number[];
  readonly sockets: number;
}

/** The sockets of each port as one, and many alike ports as one too, at the place of the first. */
export function foldPorts(sockets: readonly HeldSocket[]): AlikePorts[] {
  return groupBy(sockets, kindOf)
    .flatMap((group) => {
      const byPort = groupBy(group, ({ port }) => String(port));
      return byPort.length > MANY ? [group] : byPort;
    })
    .map((group) => ({
      socket: group[0],
      ports: [...new Set(group.map(({ port }) => port))],
      sockets: group.reduce((sum, { count = 1 }) => sum + count, 0),
    }))
    .sort((a, b) => a.socket.port - b.socket.port);
}

const kindOf = (socket: HeldSocket): string =>
  [
    socket.protocol,
    formatAddress(socket.address),
    socket.state,
    ...optionsInShort(socket),
    socket.uid,
    ...socket.owners.map(({ pid }) => pid),
  ].join(' ');
