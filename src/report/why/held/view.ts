import { formatAddress, formatEndpoint } from '../../../model/address.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { type HeldPorts, portNumber } from '../../../model/why.ts';
import { groupBy } from '../../text/fold.ts';
import { count, plural } from '../../text/text.ts';
import { type AlikePorts, foldPorts } from './alike-ports.ts';
import { optionsInShort } from './options.ts';
import { Owners } from './owners.ts';

/** What stands above the columns. */
export const HEAD = ['', 'endpoint', 'state', 'options', 'held by'] as const;

/** One line of the list, a text for each column. */
export type HeldRow = readonly [protocol: string, endpoint: string, state: string, options: string, owners: string];

/** A line for each port in use, then the connections that hold ephemeral ports. */
export function heldRows(held: HeldPorts): HeldRow[] {
  const owners = new Owners(held.processes);
  const isShared = sharedIn(held.sockets);
  return [
    ...foldPorts(held.sockets).map((alike) => portRow(alike, owners, isShared(alike.socket))),
    ...held.connections.map((socket) => connectionRow(socket, owners)),
  ];
}

export function headingOf({ sockets, namespace: { id, name } }: HeldPorts): string {
  const ports = new Set(sockets.map(portNumber)).size;
  const where = `${id}${name === undefined ? '' : ` (${name})`}`;
  return `${plural(ports, 'port')} in use in ${id === '' ? 'this network namespace' : `the network namespace ${where}`}, all observed`;
}

/**
 * Whether a socket has its endpoint together with another one: not a connection of its own listener. The endpoints of a port
 * are written and counted when one of it is asked for: most lines stand for thousands of ports.
 */
function sharedIn(sockets: readonly HeldSocket[]): (socket: HeldSocket) => boolean {
  const byPort = new Map(groupBy(sockets, ({ port }) => port).map((group) => [group[0].port, group]));
  const counts = new Map<number, ReadonlyMap<string, number>>();
  const countsOn = (port: number): ReadonlyMap<string, number> => {
    const known = counts.get(port) ?? endpointCounts(byPort.get(port) ?? []);
    counts.set(port, known);
    return known;
  };
  return (socket) => isServing(socket) && (countsOn(socket.port).get(keyOf(socket)) ?? 0) > 1;
}

function endpointCounts(sockets: readonly HeldSocket[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const socket of sockets.filter(isServing)) {
    const key = keyOf(socket);
    counts.set(key, (counts.get(key) ?? 0) + (socket.count ?? 1));
  }
  return counts;
}

const isServing = ({ peer, state }: HeldSocket): boolean => peer === undefined && state !== 'TIME_WAIT';

const keyOf = ({ protocol, address, port, device = '' }: HeldSocket): string =>
  `${protocol} ${formatEndpoint(address, port)}%${device}`;

const portRow = ({ socket, ports, sockets }: AlikePorts, owners: Owners, isShared: boolean): HeldRow => [
  socket.protocol,
  endpointInWords(socket, ports),
  `${stateOf(socket)}${sockets > ports.length ? ` x${count(sockets)}` : ''}${isShared ? ', shared' : ''}`,
  optionsInShort(socket).join(' '),
  owners.of(socket),
];

/** A UDP socket does not listen: BOUND says nothing more of it. */
const stateOf = ({ protocol, state }: HeldSocket): string =>
  protocol === 'udp' && state === 'BOUND' ? 'bound' : state;

/** `0.0.0.0:80`, `127.0.0.1:7000-7019`, `127.0.0.1:9000-9080 (9 ports)` */
function endpointInWords({ address }: HeldSocket, ports: readonly number[]): string {
  const [first = 0, ...more] = ports;
  const last = more.at(-1);
  const start = formatEndpoint(address, first);
  if (last === undefined) return start;
  const isGapless = last - first === ports.length - 1;
  return `${start}-${last}${isGapless ? '' : ` (${count(ports.length)} ports)`}`;
}

/** `12 ephemeral ports of 10.0.0.1`: outgoing connections, whose port the kernel chose. */
function connectionRow(socket: HeldSocket, owners: Owners): HeldRow {
  const { protocol, address, state, count: alike = 1 } = socket;
  return [protocol, `${plural(alike, 'ephemeral port')} of ${formatAddress(address)}`, state, '', owners.of(socket)];
}
