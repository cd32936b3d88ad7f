import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { foldAddresses } from '../text/fold.ts';
import { UNICODE } from '../text/glyphs.ts';
import { outcomeInWords, outcomeMark } from '../text/outcomes.ts';
import { bothFamilies } from '../together/both.ts';
import { type Seen, type TogetherRow, togetherRows } from '../together/view.ts';
import { metInWords, ordersOf, respondersInWords, startInWords } from '../together/words.ts';
import { type Cell, Table } from './table.tsx';

/** Servers that were started together: what came of each, and whom a client met. */
export function Together({ section }: { readonly section: Section; readonly report: Report }): VNode | null {
  const rows = [...togetherRows(section.together, 'inet'), ...togetherRows(section.together, 'inet6')];
  const both = bothFamilies(section.together);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>Together</h3>
      <Rows
        caption={`Each family by itself: ${startInWords(section)}`}
        rows={rows}
        orders={ordersOf(rows)}
        section={section}
      />
      {both === undefined ? null : both.rows.length === 0 ? (
        <p>Both families started together: each address as by itself.</p>
      ) : (
        <Rows
          caption={`Both families: ${startInWords(section)}; what then differs`}
          rows={both.rows}
          orders={both.orders}
          section={section}
        />
      )}
    </>
  );
}

interface RowsProps {
  readonly caption: string;
  readonly rows: readonly TogetherRow[];
  readonly orders: ReturnType<typeof ordersOf>;
  readonly section: Section;
}

const Rows = ({ caption, rows, orders, section }: RowsProps): VNode => (
  <Table
    caption={caption}
    head={['address', ...orders.flatMap(([, name]) => [name, 'predicted', 'a client meets'])]}
    rows={rows.map(({ addresses, seen }) => [
      { text: <code>{foldAddresses(addresses, UNICODE.dots).replace('\u00a0', ' ')}</code> },
      ...orders.flatMap(([order]) => seenCells(seen[order], section)),
    ])}
  />
);

function seenCells(seen: Seen | undefined, { protocol }: Section): (string | Cell)[] {
  if (seen === undefined) return [UNICODE.skip, UNICODE.skip, UNICODE.skip];
  const { outcome, predicted, differs, met, expected } = seen;
  const tone = outcome.kind === 'ok' ? 'ok' : outcome.kind === 'refused' ? 'no' : 'unsure';
  const instead = expected === undefined ? '' : ` (predicted: ${respondersInWords(expected)})`;
  return [
    { text: `${outcomeMark(outcome, UNICODE)} ${outcomeInWords(outcome, protocol)}`, tone },
    differs ? outcomeInWords(predicted, protocol) : predicted.kind === 'unknown' ? 'unknown' : 'the same',
    `${metInWords(met) || UNICODE.skip}${instead}`,
  ];
}
