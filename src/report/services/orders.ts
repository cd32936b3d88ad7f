import type { PlanOutcome, PlanReport, Suggestion } from '../../model/plan-report.ts';
import { someIds } from './view.ts';

/** Another order of starting, and what comes of it. */
export interface OrderRow {
  /** `admin, edge`; of many services `admin first` */
  readonly order: string;
  readonly verdicts: string;
}

/** More other orders than this are counted. */
const MOST_SHOWN = 12;

/** The orders of which something else comes than of the written one. */
export function orderRows({ orders, outcomes }: PlanReport): OrderRow[] {
  const rows = orders.flatMap(({ order, verdicts }) => {
    const written = outcomes.find((one) => one.order.length === order.length && isSameSet(one.order, order));
    if (written !== undefined && order.every((id) => written.verdicts[id] === verdicts[id])) return [];
    return [{ order: orderInWords(order, written?.order ?? []), verdicts: verdictsInWords(verdicts) }];
  });
  const left = rows.length - MOST_SHOWN;
  if (left <= 1) return rows;
  return [...rows.slice(0, MOST_SHOWN), { order: `${left} more orders`, verdicts: 'in the JSON document' }];
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others);
  return some.every((id) => known.has(id));
}

/** Of so many services every order is written out. */
const MOST_LISTED = 4;

/** `admin, edge`; of many services what is otherwise than in the written order: `admin first`, `edge last`, `reversed`. */
function orderInWords(order: readonly string[], written: readonly string[]): string {
  const [first = '', ...rest] = order;
  const last = order.at(-1) ?? '';
  const isWrittenWithout = (id: string, others: readonly string[]): boolean =>
    isEqual(
      others,
      written.filter((one) => one !== id),
    );
  if (order.length <= MOST_LISTED) return order.join(', ');
  if (isWrittenWithout(first, rest)) return `${first} first`;
  if (isWrittenWithout(last, order.slice(0, -1))) return `${last} last`;
  return isEqual(order, [...written].reverse()) ? 'reversed' : order.join(', ');
}

const isEqual = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((id, i) => id === others[i]);

/** Of so many services the verdict of each is written. */
const MOST_WRITTEN = 6;

/** `edge up, admin exits`; of many services `exits: edge, admin; up: the other 12`, `all 12 up`. */
export function verdictsInWords(verdicts: PlanOutcome['verdicts']): string {
  const all = Object.entries(verdicts);
  if (all.length <= MOST_WRITTEN) return all.map(([id, verdict]) => `${id} ${verdict}`).join(', ');
  const groups = new Map<string, string[]>();
  for (const [id, verdict] of all) groups.set(verdict, [...(groups.get(verdict) ?? []), id]);
  const sorted = [...groups].sort(([, a], [, b]) => a.length - b.length);
  if (sorted.length === 1) return `all ${all.length} ${all[0]?.[1]}`;
  return sorted
    .map(([verdict, ids], i) => `${verdict}: ${i === sorted.length - 1 ? `the other ${ids.length}` : someIds(ids)}`)
    .join('; ');
}

/** `edge up, admin up`, and what of `serves:` is not met then. */
export const comesToInWords = ({ verdicts, unserved = [] }: Suggestion): string =>
  [verdictsInWords(verdicts), ...unserved.map((one) => `not met then: serves ${one}`)].join('; ');
