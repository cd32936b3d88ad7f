import { greatest } from '../../model/extremes.ts';
import type { Interface } from '../../model/host.ts';
import { paragraph } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { table } from '../text/table.ts';
import { blocks, pad, plural, unbroken, width, wrap } from '../text/text.ts';
import { addressesOf, type HostView } from './view.ts';
import { addressMark, addressWithPrefix, linkInWords } from './words.ts';

/** Each interface with its link facts, and all of its addresses, the unusual ones marked in words. */
export function terminalInterfaces(host: HostView, style: Style): string {
  const term = terminal(style);
  const { facts, interfaces, addresses } = host;
  const names = greatest(interfaces.map((link) => width(link.name)).filter((one) => one <= term.columns / 2));
  const total = `${plural(addresses.length, 'address', 'addresses')} on ${plural(interfaces.length, 'interface')}, ${kernelName(facts)}`;
  return `${blocks([...interfaces.map((link) => interfaceBlock(term, host, link, names)), paragraph(term, 0, total)]).join('\n')}\n`;
}

function interfaceBlock(term: Terminal, host: HostView, link: Interface, names: number): string[] {
  const facts = linkInWords(link)
    .split(', ')
    .map((fact) => unbroken(fact, term.columns / 2));
  const rows = addressesOf(host, link).map((one) => [
    { text: addressWithPrefix(one) },
    { text: addressMark(one), paint: term.paint.unsure },
  ]);
  return [
    ...nameAndFacts(term, link.name, names, facts.join(', ')),
    ...(rows.length === 0 ? ['  no address'] : table(rows, { columns: term.columns, indent: 2, gap: 3 })),
  ];
}

/** Side by side; below each other where the name leaves no room. */
function nameAndFacts(term: Terminal, name: string, names: number, facts: string): string[] {
  const { paint, columns } = term;
  if (width(name) > names) return [...wrap(name, columns).map(paint.heading), ...paragraph(term, 2, facts)];
  const [first = '', ...more] = wrap(facts, columns - names - 2);
  return [`${paint.heading(pad(name, names))}  ${first}`, ...more.map((line) => ' '.repeat(names + 2) + line)];
}
