import { type Address, formatAddress } from '../../model/address.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Section } from '../sections/view.ts';
import { foldLabel } from '../text/fold.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { outcomeInWords, outcomeMark } from '../text/outcomes.ts';
import { type BothFamilies, bothFamilies } from './both.ts';
import { type Met, type Seen, sameInBoth, type TogetherRow, togetherRows } from './view.ts';
import { againstInWords, metInWords, ordersOf, respondersInWords, startInWords } from './words.ts';

/** Both families in one table, or IPv4 and one sentence where IPv6 went the same way. */
export function togetherPart(section: Section): string[][] {
  const v4 = togetherRows(section.together, 'inet');
  const v6 = togetherRows(section.together, 'inet6');
  if (v4.length + v6.length === 0) return [];
  const same = sameInBoth(v4, v6);
  const rows = same ? v4 : [...v4, ...v6];
  const both = bothFamilies(section.together);
  const note = same ? [[`IPv6 is the same: ${againstInWords(v6, (all) => coded(all).join(', '))}.`]] : [];
  const start = both === undefined ? startInWords(section) : 'each family by itself, started in order';
  return [
    [`**Together**, ${start}:`],
    rowsTable(rows, ordersOf(rows), section),
    ...note,
    ...(both === undefined ? [] : bothParts(both, section)),
  ];
}

/** What differs where the servers of both families start together. */
function bothParts({ orders, rows }: BothFamilies, section: Section): string[][] {
  if (rows.length === 0) return [['Both families started together: each address as by itself.']];
  return [
    [`**Both families together**, ${startInWords(section)}; what then differs:`],
    rowsTable(rows, orders, section),
  ];
}

function rowsTable(rows: readonly TogetherRow[], orders: BothFamilies['orders'], section: Section): string[] {
  // Of a prediction there is nothing else to compare it with.
  const predicted = section.system === undefined ? ['predicted'] : [];
  const head = ['address', ...orders.flatMap(([, name]) => [name, ...predicted, 'a client meets'])];
  const lines = rows.map((row) => [
    foldLabel(coded(row.addresses), UNICODE.dots),
    ...orders.flatMap(([order]) => seenCells(row.seen[order], section)),
  ]);
  return markdownTable(head, lines);
}

const coded = (addresses: readonly Address[]): string[] => addresses.map(formatAddress).map(code);

function seenCells(seen: Seen | undefined, { protocol, system }: Section): string[] {
  const isPrediction = system !== undefined;
  if (seen === undefined) return Array<string>(isPrediction ? 2 : 3).fill(UNICODE.skip);
  const shown = (outcome: Outcome): string =>
    `${outcomeMark(outcome, UNICODE)} ${escaped(outcomeInWords(outcome, protocol))}`;
  const expected = seen.expected === undefined ? '' : ` (predicted: ${escaped(respondersInWords(seen.expected))})`;
  const met = metCell(seen.met) + expected;
  if (isPrediction) return [shown(seen.outcome), met];
  const predicted = seen.predicted.kind === 'unknown' ? 'unknown' : shown(seen.predicted);
  return [shown(seen.outcome), seen.differs ? `**${predicted}**` : predicted, met];
}

function metCell(met: Met): string {
  if (met.kind === 'address') return code(formatAddress(met.address));
  return escaped(metInWords(met) || UNICODE.skip);
}
