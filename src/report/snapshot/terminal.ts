import {
  endpointText,
  type HostSnapshot,
  type KeptSocket,
  ownersText,
  type SocketField,
} from '../../model/host-snapshot.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { table } from '../text/table.ts';
import { blocks, plural } from '../text/text.ts';
import { optionsText, sightText } from './words.ts';

/** What a snapshot would keep: the listeners, counts of the rest, and what could not be seen. */
export function terminalSnapshot(snapshot: HostSnapshot, style: Style): string {
  const term = terminal(style);
  const { facts, addresses, interfaces, sockets } = snapshot;
  const host = `${facts.hostname}, ${kernelName(facts)}: ${plural(addresses.length, 'address', 'addresses')} on ${plural(interfaces.length, 'interface')}, ${plural(sockets.length, 'listener')}, ${plural(Object.keys(facts.sysctls).length, 'sysctl')}`;
  return `${blocks([
    paragraph(term, 0, host, term.paint.heading),
    listenerLines(term, sockets),
    unseenLines(term, snapshot),
    paragraph(term, 0, 'A summary: -o FILE, or a pipe, gets the snapshot itself, as JSON.', term.paint.faint),
  ]).join('\n')}\n`;
}

function listenerLines(term: Terminal, sockets: readonly KeptSocket[]): string[] {
  const rows = sockets.map((one) => [
    { text: endpointText(one) },
    { text: ownersText(one) },
    { text: optionsText(one), paint: term.paint.faint },
  ]);
  const title = heading(term, 'LISTENERS', 'what listens, or is bound, and its options');
  return rows.length === 0
    ? [...title, '  none']
    : [...title, ...table(rows, { columns: term.columns, indent: 2, gap: 2 })];
}

function unseenLines(term: Terminal, snapshot: HostSnapshot): string[] {
  const counts = new Map<SocketField, number>();
  for (const field of snapshot.sockets.flatMap(({ unknown }) => unknown))
    counts.set(field, (counts.get(field) ?? 0) + 1);
  const items = [...counts].map(([field, count]) => `${field} of ${count}`);
  const sysctls = snapshot.facts.unread === undefined ? [] : ['every sysctl'];
  const why = sightText(snapshot.sight);
  if (items.length + sysctls.length === 0) return [];
  return hanging(
    term,
    0,
    `unknown: ${[...items, ...sysctls].join(', ')}${why === '' ? '' : `: ${why}`}`,
    term.paint.unsure,
  );
}
