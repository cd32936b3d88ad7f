import { formatAddress } from '../../model/address.ts';
import type { Order } from '../../model/plan.ts';
import type { TogetherReport } from '../../model/report.ts';
import { foldAlike, rowsByAddress, type Seen, type TogetherRow } from './view.ts';

/** What happened where both families were started together, as far as it differs from each family by itself. */
export interface BothFamilies {
  /** The orders in which something differs, each with the head of its columns. */
  readonly orders: readonly (readonly [Order, string])[];
  /** The addresses that went otherwise in some order. */
  readonly rows: readonly TogetherRow[];
}

const ORDERS: readonly (readonly [Order, string])[] = [
  ['any-first', 'IPv4 first'],
  ['any6-first', 'IPv6 first'],
  ['any-last', 'ANY last'],
];

/** Undefined where the families were not started together. */
export function bothFamilies(together: readonly TogetherReport[]): BothFamilies | undefined {
  const both = rowsByAddress(together, 'both');
  if (both.length === 0) return undefined;
  const single = new Map(
    [...rowsByAddress(together, 'inet'), ...rowsByAddress(together, 'inet6')].map((row) => [keyOf(row), row.seen]),
  );
  const isOther = (row: TogetherRow, order: Order): boolean =>
    !isAlike(row.seen[order], seenAlone(single.get(keyOf(row)), order));
  const rows = both.filter((row) => ORDERS.some(([order]) => isOther(row, order)));
  const orders = ORDERS.filter(([order]) => rows.some((row) => isOther(row, order)));
  return { orders, rows: foldAlike(rows) };
}

const keyOf = ({ addresses }: TogetherRow): string => addresses.map(formatAddress).join();

/** What the address came to with its own family, in the order that comes closest. */
const seenAlone = (seen: TogetherRow['seen'] | undefined, order: Order): Seen | undefined =>
  (order === 'any-last' ? seen?.['any-last'] : undefined) ?? seen?.['any-first'];

/** What went alike is one object. */
const isAlike = (a: Seen | undefined, b: Seen | undefined): boolean => a === undefined || a === b;
