import { formatAddress, formatEndpoint } from '../../../model/address.ts';
import type { HeldSocket } from '../../../model/host.ts';
import type { HeldPorts } from '../../../model/why.ts';
import { type Style, type Terminal, terminal } from '../../text/style.ts';
import { table } from '../../text/table.ts';
import { count, plural, printable, wrap } from '../../text/text.ts';
import { type AlikePorts, foldPorts } from './alike-ports.ts';
import { optionsInShort } from './options.ts';
import { Owners } from './owners.ts';
import { remarks } from './remarks.ts';

/** How many rows are aligned with each other, so that the first lines come soon and no table is huge. */
const PAGE = 1000;

/** What `why` prints: a heading, a line for each port in use, then the connections that hold ephemeral ports. */
export function* terminalHeldPorts(held: HeldPorts, style: Style): Generator<string> {
  const term = terminal(style);
  yield* paragraph(term, headingOf(held), term.paint.heading);
  const owners = new Owners(held.processes);
  const rows = [
    ...foldPorts(held.sockets).map((alike) => portRow(alike, owners)),
    ...held.connections.map((socket) => connectionRow(socket, owners)),
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
  const where = `${id}${name === undefined ? '' : ` (${printable(name)})`}`;
  return `${plural(ports, 'port')} in use in the network namespace ${where}, all observed`;
}

const portRow = ({ socket, ports, sockets }: AlikePorts, owners: Owners): string[] => [
  socket.protocol,
  endpointInWords(socket, ports),
  `${stateOf(socket)}${sockets > ports.length ? ` x${count(sockets)}` : ''}`,
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
function connectionRow(socket: HeldSocket, owners: Owners): string[] {
  const { protocol, address, state, count: alike = 1 } = socket;
  return [protocol, `${plural(alike, 'ephemeral port')} of ${formatAddress(address)}`, state, '', owners.of(socket)];
}
