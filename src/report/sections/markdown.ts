import type { Family } from '../../model/address.ts';
import { UNKNOWN } from '../../model/outcome.ts';
import type { Order } from '../../model/plan.ts';
import type { Report } from '../../model/report.ts';
import { againstInWords, isAddressText, type Seen, sameInBoth, type TogetherRow, togetherRows } from '../together/view.ts';
import { sectionFacts, uniformInWords } from './facts.ts';
import { foldLabel } from '../text/fold.ts';
import { suggestions } from '../next/view.ts';
import { pairsView } from '../matrix/view.ts';
import { legendInWords, pairCounts, pairsNote, tooManyInWords } from '../matrix/words.ts';
import type { Section } from './view.ts';
import { UNICODE } from '../text/style.ts';
import { outcomeInWords } from '../text/words.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';

export const factsPart = (section: Section): string[] =>
  sectionFacts(section, UNICODE).map(({ label, text }) =>
    label === '' ? `  - ${escaped(text)}` : `- ${label}: ${escaped(text)}`,
  );

/** The one finding, and the command that gets further. */
export function uniformPart(section: Section, outcome: string, report: Report): string[] {
  const [next] = suggestions(report, [section]);
  return [
    `${escaped(uniformInWords(section, outcome, report.host, UNICODE))}.${next === undefined ? '' : ` Next: ${code(next.command)}`}`,
  ];
}

const ORDERS: readonly (readonly [Order, string])[] = [
  ['any-first', 'ANY first'],
  ['any-last', 'ANY last'],
];

/** Both families in one table, or IPv4 and one sentence where IPv6 went the same way. */
export function togetherPart(section: Section): string[][] {
  const [v4, v6] = (['inet', 'inet6'] satisfies Family[]).map((family) => togetherRows(section.together, family)) as [
    TogetherRow[],
    TogetherRow[],
  ];
  if (v4.length + v6.length === 0) return [];
  const same = sameInBoth(v4, v6);
  const rows = same ? v4 : [...v4, ...v6];
  const orders = ORDERS.filter(([order]) => rows.some((row) => row.seen[order] !== undefined));
  // Of a prediction there is nothing else to compare it with.
  const foreseen = section.system !== undefined;
  const head = [
    'address',
    ...orders.flatMap(([, name]) => [name, ...(foreseen ? [] : ['predicted']), 'a client meets']),
  ];
  const lines = rows.map((row) => [
    addressList(row.addresses),
    ...orders.flatMap(([order]) => seenCells(row.seen[order], section)),
  ]);
  const note = same ? [[`IPv6 is the same: ${againstInWords(v6.map(coded), (all) => all.join(', '))}.`]] : [];
  const started =
    section.sequence === 'listen-each' ? 'started in order' : 'all bind in order, then all listen in order';
  return [[`**Together**, all kept open, ${started}:`], markdownTable(head, lines), ...note];
}

const coded = (row: TogetherRow): TogetherRow => ({ ...row, addresses: [addressList(row.addresses)] });

function seenCells(seen: Seen | undefined, { protocol, system }: Section): string[] {
  const foreseen = system !== undefined;
  if (seen === undefined) return Array<string>(foreseen ? 2 : 3).fill(UNICODE.skip);
  const shown = (outcome: string): string =>
    `${outcome === 'ok' ? UNICODE.ok : outcome === UNKNOWN ? '?' : UNICODE.fail} ${escaped(outcomeInWords(outcome, protocol))}`;
  const predicted = seen.predicted === 'unknown' ? 'unknown' : shown(seen.predicted);
  const meets = isAddressText(seen.meets) ? code(seen.meets) : escaped(seen.meets === '' ? UNICODE.skip : seen.meets);
  const otherwise = seen.otherwise === '' ? '' : ` (predicted: ${escaped(seen.otherwise)})`;
  if (foreseen) return [shown(seen.outcome), meets + otherwise];
  return [shown(seen.outcome), seen.differs ? `**${predicted}**` : predicted, meets + otherwise];
}

const addressList = (addresses: readonly string[]): string => foldLabel(addresses.map(code), UNICODE.dots);

/** A host with no more addresses than this sees each by itself. */
const SMALL = 16;

/** Every ordered pair, with its legend. */
export function pairsPart(section: Section): string[][] {
  const { matrix } = section;
  if (matrix === undefined || matrix.skipped !== undefined || matrix.cells.rows === 0) return [];
  const view = pairsView(matrix, UNICODE, SMALL);
  const title = `**Pairs**: ${pairsNote(section)}.`;
  if (view.cells.length === 0) return [[`${title} There are ${tooManyInWords(view)}.`]];
  const numbers = view.classes.map((_, i) => String(i + 1));
  const rows = view.cells.map((row, i) => [
    `${i + 1} ${addressList(view.classes[i] ?? [])}`,
    ...row.map((cell) => escaped(cell.text)),
  ]);
  const legend = [...legendInWords(view, section.protocol), pairCounts(view)].map(escaped).join(' · ');
  return [[title], markdownTable(['', ...numbers], rows), [legend]];
}
