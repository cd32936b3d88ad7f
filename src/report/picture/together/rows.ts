import { formatAddress } from '../../../model/address.ts';
import type { TogetherReport } from '../../../model/report.ts';
import type { TogetherRow } from '../../together/view.ts';

/** A line with the places of its servers in the order of starting, counted from 1. */
export interface PlacedRow {
  readonly row: TogetherRow;
  readonly places: readonly number[];
}

/** The lines in the order in which their first servers started. */
export function inOrder(rows: readonly TogetherRow[], { listeners }: TogetherReport): PlacedRow[] {
  const place = new Map(listeners.map(({ address }, i) => [formatAddress(address), i + 1]));
  return rows
    .map((row) => ({
      row,
      places: row.addresses.flatMap((address) => place.get(formatAddress(address)) ?? []),
    }))
    .filter(({ places }) => places.length > 0)
    .sort((a, b) => (a.places[0] ?? 0) - (b.places[0] ?? 0));
}
