import type { Protocol } from '../../model/address.ts';
import { isSkipped } from '../../model/outcome.ts';
import type { Order } from '../../model/plan.ts';
import { againstInWords, type Seen, sameInBoth, type TogetherRow, togetherRows } from './view.ts';
import { foldLabel, groupBy } from '../text/fold.ts';
import type { Section } from '../sections/view.ts';
import type { Terminal } from '../text/style.ts';
import { fitsUnbroken, type TableCell, table } from '../text/table.ts';
import { outcomeInWords } from '../text/words.ts';
import { heading, paragraph } from '../text/lines.ts';

const ORDERS: readonly (readonly [Order, string])[] = [
  ['any-first', 'ANY first'],
  ['any-last', 'ANY last'],
];

/** What each address came to with all of its family kept open, ANY first and ANY last, and whom a client met. */
export function togetherBlock(term: Terminal, section: Section): string[] {
  const v4 = togetherRows(section.together, 'inet');
  const v6 = togetherRows(section.together, 'inet6');
  if (v4.length + v6.length === 0) return [];
  const each = section.sequence === 'listen-each' || section.protocol === 'udp';
  const same = sameInBoth(v4, v6);
  const rows = same ? v4 : [...v4, ...v6];
  return [
    ...heading(
      term,
      'TOGETHER',
      `${each ? 'all kept open, started in order' : 'all bind in order, then all listen in order'}; meets: who answers`,
    ),
    ...rowsTable(term, rows, section.protocol),
    ...(same ? paragraph(term, 2, `IPv6 is the same: ${againstInWords(v6, (all) => someNamed(term, all))}`) : []),
    ...(rows.some((row) => Object.values(row.seen).some(surprises))
      ? paragraph(term, 2, '! not as the rules predict')
      : []),
  ];
}

/** Up to this many addresses are named in a sentence. */
const NAMED = 12;

const someNamed = (term: Terminal, addresses: readonly string[]): string =>
  addresses.length > NAMED ? foldLabel(addresses, term.glyphs.dots) : addresses.join(', ');

const surprises = (seen: Seen): boolean => seen.differs || seen.otherwise !== '';

/** Both families in one table where the addresses leave room for that, else one under the other. */
function rowsTable(term: Terminal, rows: readonly TogetherRow[], protocol: Protocol): string[] {
  const wide = wideTable(term, rows, protocol);
  if (wide !== undefined) return wide;
  return groupBy(rows, (row) => row.family).flatMap(
    (family) => wideTable(term, family, protocol) ?? narrowTables(term, family, protocol),
  );
}

const LAYOUT = { indent: 2, gap: 2 };

const ordersOf = (rows: readonly TogetherRow[]): typeof ORDERS =>
  ORDERS.filter(([order]) => rows.some((row) => row.seen[order] !== undefined));

/** Both orders side by side, or undefined where they do not fit. */
function wideTable(term: Terminal, rows: readonly TogetherRow[], protocol: Protocol): string[] | undefined {
  const layout = { ...LAYOUT, columns: term.columns };
  const orders = ordersOf(rows);
  const cells = orderTable(term, rows, protocol, orders, ['', ...orders.flatMap(([, name]) => [name, 'meets'])]);
  return fitsUnbroken(cells, layout) ? table(cells, layout) : undefined;
}

/** One order under the other. */
const narrowTables = (term: Terminal, rows: readonly TogetherRow[], protocol: Protocol): string[] =>
  ordersOf(rows).flatMap(([order, name]) =>
    table(orderTable(term, rows, protocol, [[order, name]], [name, '', 'meets']), {
      ...LAYOUT,
      columns: term.columns,
    }),
  );

function orderTable(
  term: Terminal,
  rows: readonly TogetherRow[],
  protocol: Protocol,
  orders: typeof ORDERS,
  heads: readonly string[],
): TableCell[][] {
  const lines = rows.map((row) => [
    { text: foldLabel(row.addresses, term.glyphs.dots) },
    ...orders.flatMap(([order]) => seenCells(term, row.seen[order], protocol)),
  ]);
  return [heads.map((text) => ({ text, paint: term.paint.faint })), ...lines];
}

function seenCells({ paint, glyphs }: Terminal, seen: Seen | undefined, protocol: Protocol): TableCell[] {
  if (seen === undefined) return [{ text: glyphs.skip }, { text: '' }];
  const good = seen.outcome === 'ok';
  const unknown = isSkipped(seen.outcome);
  const outcome = `${good ? glyphs.ok : unknown ? '?' : glyphs.fail} ${outcomeInWords(seen.outcome, protocol)}`;
  const plain = good ? paint.good : unknown ? paint.unsure : paint.refused;
  return [
    seen.differs ? { text: `${outcome} !`, paint: paint.bad } : { text: outcome, paint: plain },
    seen.otherwise === ''
      ? { text: seen.meets === '' ? glyphs.skip : seen.meets }
      : { text: `${seen.meets} !`, paint: paint.bad },
  ];
}
