import type { Family, Protocol } from '../../model/address.ts';
import { type Cell, isSkipped, outcomeErrno } from '../../model/outcome.ts';
import type { Order } from '../../model/plan.ts';
import type { ListenerReport, TogetherReport } from '../../model/report.ts';
import { groupBy, isAnyText } from '../text/fold.ts';

/** What happened to one address in one order, and whom a client met there. */
export interface Seen {
  readonly outcome: Cell;
  readonly predicted: string;
  /** The rules predicted another outcome. */
  readonly differs: boolean;
  /** `itself`, the address that answered, `another` socket than ours, `nobody`, `itself or ::`; empty where no client was sent. */
  readonly meets: string;
  /** Whom the rules expect to answer, where it was another. */
  readonly otherwise: string;
}

/** One line of `together`: an address, or several that went alike. */
export interface TogetherRow {
  readonly addresses: readonly string[];
  readonly any: boolean;
  readonly family: Family;
  readonly seen: Readonly<Partial<Record<Order, Seen>>>;
}

/** More addresses than this are folded where they went alike. */
const UNFOLDED = 8;

/** The lines of one family, ANY first. */
export function togetherRows(together: readonly TogetherReport[], family: Family): TogetherRow[] {
  const ours = together.filter((one) => one.family === family);
  const addresses = new Set(ours.flatMap((one) => one.listeners.map((listener) => listener.address)));
  const orders = ours.map(({ order, protocol, listeners }) => ({
    order,
    at: new Map(listeners.map((listener) => [listener.address, seenAt(listener, protocol)])),
  }));
  const rows = [...addresses].map((address): TogetherRow => {
    const seen = orders.flatMap(({ order, at }) => (at.has(address) ? [[order, at.get(address)] as const] : []));
    return { addresses: [address], any: isAnyText(address), family, seen: Object.fromEntries(seen) };
  });
  const sorted = [...rows.filter((row) => row.any), ...rows.filter((row) => !row.any)];
  return sorted.length <= UNFOLDED ? sorted : folded(sorted);
}

const folded = (rows: readonly TogetherRow[]): TogetherRow[] =>
  groupBy(rows, (row) => JSON.stringify([row.any, row.seen])).map(([first, ...others]) => ({
    ...first,
    addresses: [first, ...others].flatMap((row) => row.addresses),
  }));

function seenAt(listener: ListenerReport, protocol: Protocol): Seen {
  const { outcome, predicted, answers, predictedAnswers } = listener;
  const surprising = answers !== null && !predictedAnswers.includes(answers);
  return {
    outcome,
    predicted,
    differs: predicted !== 'unknown' && predicted !== outcome && !isSkipped(outcome),
    meets: meets(listener, protocol),
    otherwise: surprising ? predictedAnswers.join(' or ') || 'nobody' : '',
  };
}

function meets({ address, answers, reached, predictedAnswers }: ListenerReport, protocol: Protocol): string {
  if (answers !== null) return answers === address ? 'itself' : answers;
  if (reached === 'skipped:chance') return predictedAnswers.map((a) => (a === address ? 'itself' : a)).join(' or ');
  if (reached === '' || isSkipped(reached)) return '';
  // A TCP client that was accepted met somebody; a datagram is sent into the void as well.
  if (reached === 'ok') return protocol === 'tcp' ? 'another' : 'nobody';
  const errno = outcomeErrno(reached);
  return errno === 'ECONNREFUSED' ? 'nobody' : `nobody: ${errno}`;
}

/** Whether ANY and the specific addresses of both families went the same way, each as one. */
export function sameInBoth(v4: readonly TogetherRow[], v6: readonly TogetherRow[]): boolean {
  const shapes = (rows: readonly TogetherRow[]): string[] => [...new Set(rows.map(shapeOf))].sort();
  const [four, six] = [shapes(v4), shapes(v6)];
  return four.length === 2 && six.length === 2 && four.every((one, i) => one === six[i]);
}

function shapeOf(row: TogetherRow): string {
  const seen = Object.entries(row.seen).map(([order, one]) => [order, { ...one, meets: roleOf(one.meets) }]);
  return JSON.stringify([row.any, seen.sort()]);
}

/** Whom a client met, by role: only an address is not a role already. */
function roleOf(met: string): string {
  const role = (one: string): string => (!isAddressText(one) ? one : isAnyText(one) ? 'ANY' : 'a specific one');
  return met.split(' or ').map(role).join(' or ');
}

/** Whether `meets` names an address. */
export const isAddressText = (met: string): boolean => !/^(itself|another|nobody.*|.* or .*)?$/.test(met);

/** `:: against ::1, fd00::2` */
export function againstInWords(rows: readonly TogetherRow[], label: (addresses: readonly string[]) => string): string {
  const names = (any: boolean): string[] => rows.filter((row) => row.any === any).flatMap((row) => row.addresses);
  return `${names(true).join(', ')} against ${label(names(false))}`;
}
