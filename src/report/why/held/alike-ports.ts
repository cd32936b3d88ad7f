import { formatAddress } from '../../../model/address.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { groupBy } from '../../text/fold.ts';
import { optionsKey } from './options.ts';

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
      const ports = [...new Set(group.map(({ port }) => port))];
      return ports.length > MANY ? [alike(group, ports)] : ports.map((port) => alike(onPort(group, port), [port]));
    })
    .sort((a, b) => a.socket.port - b.socket.port);
}

const onPort = (group: Alike, port: number): Alike => group.filter((socket) => socket.port === port) as [HeldSocket];

type Alike = readonly [HeldSocket, ...HeldSocket[]];

const alike = (group: Alike, ports: readonly number[]): AlikePorts => ({
  socket: group[0],
  ports,
  sockets: group.reduce((sum, { count = 1 }) => sum + count, 0),
});

/** Written as one text, not joined from a list: a host may have fifty thousand sockets. */
function kindOf(socket: HeldSocket): string {
  const { protocol, address, state, uid, owners } = socket;
  const more = owners.length > 1 ? owners.map(({ pid }) => pid).join(' ') : '';
  return `${protocol} ${formatAddress(address)} ${state} ${optionsKey(socket)} ${uid} ${owners[0]?.pid} ${more}`;
}
