import { formatAddress, formatEndpoint } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { HeldPorts, HoldingProcess } from '../../model/why.ts';
import { groupBy } from '../text/fold.ts';
import type { Terminal } from '../text/style.ts';
import { table } from '../text/table.ts';
import { count, plural, printable, wrap } from '../text/text.ts';
import { byPid, holdersOf } from './holders.ts';

/** So many ports with all else alike are one line. */
const MANY = 8;

/** How many rows are aligned with each other, so that the first lines come soon and no table is huge. */
const PAGE = 1000;

/** Every held port: a heading, a line for each, then the connections that hold ephemeral ports. */
export function* heldLines(term: Terminal, held: HeldPorts): Generator<string> {
  yield* paragraph(term, headingOf(held), term.paint.heading);
  const owners = new Owners(held.processes);
  const rows = [
    ...foldPorts(held.sockets).map((alike) => portRow(alike, owners)),
    ...held.connections.map((socket) => outgoingRow(socket, owners)),
  ];
  for (let at = 0; at < rows.length; at += PAGE) {
    const cells = rows.slice(at, at + PAGE).map((row) => row.map((text) => ({ text })));
    yield `${table(cells, { columns: term.columns, indent: 2, gap: 2 }).join('\n')}\n`;
  }
  for (const remark of remarks(held)) yield* paragraph(term, remark, term.paint.unsure);
}

function* paragraph(term: Terminal, text: string, paint: (text: string) => string): Generator<string> {
  for (const line of wrap(text, term.columns)) yield `${paint(line)}\n`;
}

function headingOf({ sockets, namespace: { id, name } }: HeldPorts): string {
  const ports = new Set(sockets.map(({ protocol, port }) => `${protocol} ${port}`)).size;
  return `${plural(ports, 'held port')} in the network namespace ${id}${name === undefined ? '' : ` (${printable(name)})`}, all observed`;
}

/** What keeps the list from being complete. */
function remarks({ sockets, sight, host }: HeldPorts): string[] {
  const unknown = sockets.filter((one) => one.inode !== 0 && one.reuseaddr === undefined && one.peer === undefined);
  const advice = host.capabilities.includes('CAP_SYS_PTRACE')
    ? 'no process of this PID namespace has them'
    : host.uid === 0
      ? 'CAP_SYS_PTRACE is needed'
      : 'run as root';
  const hidden = `options or owners of ${plural(unknown.length, 'socket')} unknown: ${advice}`;
  return [
    ...(sight.unread === 'passive' ? ['options unknown: not read with --passive'] : unknown.length > 0 ? [hidden] : []),
    ...(sight.boundOnly ? [] : ['TCP sockets that are bound without listening are not shown by this kernel']),
  ];
}

/** Sockets alike in everything but their port. */
interface Alike {
  readonly socket: HeldSocket;
  readonly ports: readonly number[];
  readonly sockets: number;
}

/** Where many ports are held alike they become one line, at the place of the first. */
function foldPorts(sockets: readonly HeldSocket[]): Alike[] {
  return groupBy(sockets, kindOf)
    .flatMap((group) => {
      const byPort = groupBy(group, ({ port }) => String(port));
      return byPort.length > MANY ? [group] : byPort;
    })
    .map((group) => ({
      socket: group[0],
      ports: [...new Set(group.map(({ port }) => port))],
      sockets: group.reduce((sum, { count: alike = 1 }) => sum + alike, 0),
    }))
    .sort((a, b) => a.socket.port - b.socket.port);
}

const kindOf = (socket: HeldSocket): string =>
  [
    socket.protocol,
    formatAddress(socket.address),
    socket.state,
    ...options(socket),
    socket.uid,
    ...socket.owners.map(({ pid }) => pid),
  ].join(' ');

const portRow = ({ socket, ports, sockets }: Alike, owners: Owners): string[] => [
  socket.protocol,
  endpointOf(socket, ports),
  `${stateOf(socket)}${sockets > ports.length ? ` x${count(sockets)}` : ''}`,
  options(socket).join(' '),
  owners.of(socket),
];

const stateOf = ({ protocol, state }: HeldSocket): string =>
  protocol === 'udp' && state === 'BOUND' ? 'bound' : state;

/** `0.0.0.0:80`, `127.0.0.1:1024-51023`, `127.0.0.1:7000… (40 ports)` */
function endpointOf({ address }: HeldSocket, ports: readonly number[]): string {
  const [first = 0, ...more] = ports;
  const last = more.at(-1);
  const start = formatEndpoint(address, first);
  if (last === undefined) return start;
  return last - first === ports.length - 1 ? `${start}-${last}` : `${start}-${last} (${count(ports.length)} of these)`;
}

/** As --reuse names them; `?` where they could not be read. */
function options({ address, state, reuseaddr, reuseport, v6only, device, peer }: HeldSocket): string[] {
  const reuse =
    reuseaddr === undefined || reuseport === undefined
      ? peer === undefined && state !== 'TIME_WAIT'
        ? ['?']
        : []
      : [[...(reuseaddr ? ['addr'] : []), ...(reuseport ? ['port'] : [])].join('+') || 'none'];
  return [
    ...reuse,
    ...(address.ip === '::' && v6only !== undefined ? [v6only ? 'v6only' : 'dual-stack'] : []),
    ...(device === undefined ? [] : [`%${printable(device)}`]),
  ];
}

/** `12 connections from 10.0.0.1`: outgoing ones, whose port the kernel chose. */
function outgoingRow(socket: HeldSocket, owners: Owners): string[] {
  const { protocol, address, state, count: alike = 1 } = socket;
  return [protocol, `${plural(alike, 'ephemeral port')} of ${formatAddress(address)}`, state, '', owners.of(socket)];
}

/** Says who has a socket, each group of processes worded once. */
class Owners {
  readonly #processes: ReadonlyMap<number, HoldingProcess>;
  readonly #known = new Map<string, string>();

  constructor(processes: readonly HoldingProcess[]) {
    this.#processes = byPid(processes);
  }

  of(socket: HeldSocket): string {
    if (socket.owners.length === 0) return socket.inode === 0 ? 'kernel' : `uid ${socket.uid}, hidden`;
    const key = socket.owners.map(({ pid }) => pid).join();
    const words = this.#known.get(key) ?? this.#word(socket);
    this.#known.set(key, words);
    return words;
  }

  #word(socket: HeldSocket): string {
    const [main, ...others] = holdersOf(socket, this.#processes) ?? [];
    if (main === undefined) return `uid ${socket.uid}`;
    const { command, pid, user, uid, unit, container } = main;
    const more = others.length > 0 ? ` +${others.length}` : '';
    const manager = container === undefined ? unit : `${container.runtime} ${container.id}`;
    return [
      `${printable(command)} ${pid}${more}`,
      printable(user ?? String(uid)),
      ...(manager ? [printable(manager)] : []),
    ].join(', ');
  }
}
