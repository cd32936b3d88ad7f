import type { Address, Protocol } from '../../model/address.ts';
import type { Section } from '../sections/view.ts';
import { foldAddresses, groupBy } from '../text/fold.ts';
import { heading, paragraph } from '../text/lines.ts';
import { outcomeInWords, outcomeMark } from '../text/outcomes.ts';
import type { Palette, Terminal } from '../text/style.ts';
import { fitsUnbroken, type TableCell, table } from '../text/table.ts';
import { type BothFamilies, bothFamilies } from './both.ts';
import { type Seen, sameInBoth, type TogetherRow, togetherRows } from './view.ts';
import { againstInWords, metInWords, ordersOf, startInWords } from './words.ts';

/** What each address came to with all of its family kept open, ANY first and ANY last, and which listener a client met. */
export function togetherBlock(term: Terminal, section: Section): string[] {
  const v4 = togetherRows(section.together, 'inet');
  const v6 = togetherRows(section.together, 'inet6');
  if (v4.length + v6.length === 0) return [];
  const same = sameInBoth(v4, v6);
  const rows = same ? v4 : [...v4, ...v6];
  const both = bothFamilies(section.together);
  const start = both === undefined ? startInWords(section) : 'each family by itself, started in order';
  return [
    ...heading(term, 'TOGETHER', `${start}; meets: who answers`),
    ...rowsTable(term, rows, section.protocol),
    ...(same ? paragraph(term, 2, `IPv6 is the same: ${againstInWords(v6, (all) => someNamed(term, all))}`) : []),
    ...(rows.some((row) => Object.values(row.seen).some(surprises))
      ? paragraph(term, 2, '! not as the rules predict')
      : []),
    ...(both === undefined ? [] : bothBlock(term, both, section)),
  ];
}

/** What differs where the servers of both families start together. */
function bothBlock(term: Terminal, { orders, rows }: BothFamilies, section: Section): string[] {
  const title = 'BOTH FAMILIES';
  if (rows.length === 0) return ['', ...heading(term, title, 'started together: each address as by itself')];
  return [
    '',
    ...heading(term, title, `${startInWords(section)}: what then differs`),
    ...(wideTable(term, rows, section.protocol, orders) ?? narrowTables(term, rows, section.protocol, orders)),
  ];
}

/** Up to this many addresses are named in a sentence. */
const NAMED = 12;

const someNamed = (term: Terminal, addresses: readonly Address[]): string =>
  foldAddresses(addresses, term.glyphs.dots, NAMED);

const surprises = (seen: Seen): boolean => seen.differs || seen.expected !== undefined;

/** Both families in one table where the addresses leave room for that, else one under the other. */
function rowsTable(term: Terminal, rows: readonly TogetherRow[], protocol: Protocol): string[] {
  const wide = wideTable(term, rows, protocol, ordersOf(rows));
  if (wide !== undefined) return wide;
  return groupBy(rows, (row) => row.family).flatMap(
    (family) =>
      wideTable(term, family, protocol, ordersOf(family)) ?? narrowTables(term, family, protocol, ordersOf(family)),
  );
}

type Orders = BothFamilies['orders'];

const LAYOUT = { indent: 2, gap: 2 };

/** Both orders side by side, or undefined where they do not fit. */
function wideTable(
  term: Terminal,
  rows: readonly TogetherRow[],
  protocol: Protocol,
  orders: Orders,
): string[] | undefined {
  const layout = { ...LAYOUT, columns: term.columns };
  const cells = orderTable(term, rows, protocol, orders, ['', ...orders.flatMap(([, name]) => [name, 'meets'])]);
  return fitsUnbroken(cells, layout) ? table(cells, layout) : undefined;
}

/** One order under the other. */
const narrowTables = (term: Terminal, rows: readonly TogetherRow[], protocol: Protocol, orders: Orders): string[] =>
  orders.flatMap(([order, name]) =>
    table(orderTable(term, rows, protocol, [[order, name]], [name, '', 'meets']), {
      ...LAYOUT,
      columns: term.columns,
    }),
  );

function orderTable(
  term: Terminal,
  rows: readonly TogetherRow[],
  protocol: Protocol,
  orders: Orders,
  heads: readonly string[],
): TableCell[][] {
  const lines = rows.map((row) => [
    { text: foldAddresses(row.addresses, term.glyphs.dots) },
    ...orders.flatMap(([order]) => seenCells(term, row.seen[order], protocol)),
  ]);
  return [heads.map((text) => ({ text, paint: term.paint.faint })), ...lines];
}

function seenCells({ paint, glyphs }: Terminal, seen: Seen | undefined, protocol: Protocol): TableCell[] {
  if (seen === undefined) return [{ text: glyphs.skip }, { text: '' }];
  const outcome = `${outcomeMark(seen.outcome, glyphs)} ${outcomeInWords(seen.outcome, protocol)}`;
  const met = metInWords(seen.met);
  return [
    seen.differs ? { text: `${outcome} !`, paint: paint.bad } : { text: outcome, paint: outcomePaint(seen, paint) },
    seen.expected === undefined ? { text: met === '' ? glyphs.skip : met } : { text: `${met} !`, paint: paint.bad },
  ];
}

const outcomePaint = ({ outcome: { kind } }: Seen, paint: Palette) =>
  kind === 'ok' ? paint.good : kind === 'unknown' || kind === 'skipped' ? paint.unsure : paint.refused;
