import { type Address, type Family, formatAddress, isAny, type Protocol, sameAddress } from '../../model/address.ts';
import type { Responder } from '../../model/disagreement.ts';
import { type Outcome, sameOutcome } from '../../model/outcome.ts';
import type { Order, TogetherFamily } from '../../model/plan.ts';
import type { ListenerReport, TogetherReport } from '../../model/report.ts';
import { groupBy } from '../text/fold.ts';

/** Which listener a client of an address met. */
export type Met =
  /** No client was sent. */
  | { readonly kind: 'not-tried' }
  | { readonly kind: 'itself' }
  | { readonly kind: 'address'; readonly address: Address }
  /** A socket of another process. */
  | { readonly kind: 'another' }
  /** None; the errno where it is not the ECONNREFUSED of a port without a listener. */
  | { readonly kind: 'none'; readonly errno?: string }
  /** Chance decides, so no client was sent. */
  | { readonly kind: 'chance'; readonly among: readonly (Responder | 'itself')[] };

/** What happened to one address in one order, and which listener a client met there. */
export interface Seen {
  readonly outcome: Outcome;
  readonly predicted: Outcome;
  /** The rules predicted another outcome. */
  readonly differs: boolean;
  readonly met: Met;
  /** Which listeners the rules expect to answer instead; absent where the one that answered is among them. */
  readonly expected?: readonly Responder[];
}

/** One line of `together`: an address, or several that went alike. */
export interface TogetherRow {
  readonly addresses: readonly Address[];
  readonly any: boolean;
  readonly family: Family;
  readonly seen: Readonly<Partial<Record<Order, Seen>>>;
}

/** More addresses than this are folded where they went alike. */
const UNFOLDED = 8;

/** The lines of one family, ANY first. */
export const togetherRows = (together: readonly TogetherReport[], family: Family): TogetherRow[] =>
  foldAlike(rowsByAddress(together, family));

/** A line for each address, ANY first. */
export function rowsByAddress(together: readonly TogetherReport[], family: TogetherFamily): TogetherRow[] {
  const ours = together.filter((one) => one.family === family);
  const orders = ours.map(({ order, protocol, listeners }) => ({
    order,
    at: new Map(listeners.map((listener) => [formatAddress(listener.address), seenAt(listener, protocol)])),
  }));
  const addresses = new Map(ours.flatMap((one) => one.listeners.map((l) => [formatAddress(l.address), l.address])));
  const rows = [...addresses].map(([key, address]): TogetherRow => {
    const seen = orders.flatMap(({ order, at }) => (at.has(key) ? [[order, at.get(key)] as const] : []));
    return { addresses: [address], any: isAny(address), family: address.family, seen: Object.fromEntries(seen) };
  });
  return [...rows.filter((row) => row.any), ...rows.filter((row) => !row.any)];
}

/** The same with the addresses of a family that went alike in one line, where there are many. */
export const foldAlike = (rows: readonly TogetherRow[]): TogetherRow[] =>
  rows.length <= UNFOLDED
    ? [...rows]
    : groupBy(rows, (row) => JSON.stringify([row.any, row.family, row.seen])).map(([first, ...others]) => ({
        ...first,
        addresses: [first, ...others].flatMap((row) => row.addresses),
      }));

function seenAt(listener: ListenerReport, protocol: Protocol): Seen {
  const { outcome, predicted, answers, predictedAnswers } = listener;
  const isSurprising = answers !== null && !isAmong(answers, predictedAnswers);
  return {
    outcome,
    predicted,
    differs: predicted.kind !== 'unknown' && isKnown(outcome) && !sameOutcome(predicted, outcome),
    met: metAt(listener, protocol),
    ...(isSurprising ? { expected: predictedAnswers } : {}),
  };
}

const isKnown = ({ kind }: Outcome): boolean => kind !== 'skipped' && kind !== 'unknown';

const isAmong = (address: Address, responders: readonly Responder[]): boolean =>
  responders.some((one) => one !== 'another socket' && sameAddress(one, address));

function metAt({ address, answers, reached, predictedAnswers }: ListenerReport, protocol: Protocol): Met {
  if (answers !== null)
    return sameAddress(answers, address) ? { kind: 'itself' } : { kind: 'address', address: answers };
  const orItself = (one: Responder) => (one !== 'another socket' && sameAddress(one, address) ? 'itself' : one);
  switch (reached.kind) {
    case 'ok':
      // A TCP client that was accepted met another socket; a datagram is sent without an answer too.
      return { kind: protocol === 'tcp' ? 'another' : 'none' };
    case 'skipped':
      return reached.reason === 'chance'
        ? { kind: 'chance', among: predictedAnswers.map(orItself) }
        : { kind: 'not-tried' };
    case 'unknown':
      return { kind: 'not-tried' };
    default:
      return reached.errno === 'ECONNREFUSED' ? { kind: 'none' } : { kind: 'none', errno: reached.errno };
  }
}

/** Whether ANY and the specific addresses of both families went the same way, each as one. */
export function sameInBoth(v4: readonly TogetherRow[], v6: readonly TogetherRow[]): boolean {
  const shapes = (rows: readonly TogetherRow[]): string[] => [...new Set(rows.map(shapeOf))].sort();
  const [four, six] = [shapes(v4), shapes(v6)];
  return four.length === 2 && six.length === 2 && four.every((one, i) => one === six[i]);
}

/** A row without its addresses: they are known by their roles. */
function shapeOf(row: TogetherRow): string {
  const seen = Object.entries(row.seen).map(([order, one]) => [order, { ...one, met: rolesOf(one.met) }]);
  return JSON.stringify([row.any, seen.sort()]);
}

const rolesOf = (met: Met): unknown =>
  met.kind === 'address' ? roleOf(met.address) : met.kind === 'chance' ? met.among.map(roleOf) : met;

const roleOf = (one: Responder | 'itself'): string =>
  typeof one === 'string' ? one : isAny(one) ? 'ANY' : 'a specific address';
