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

/** What was seen, each once however often it was: so that what went alike is one object. */
class SeenOnce {
  readonly #known = new Map<string, Seen>();
  #latest: readonly [ListenerReport, Seen] | undefined;

  /** Neighbours mostly go alike, and are compared before anything is written. */
  at(listener: ListenerReport, protocol: Protocol): Seen {
    if (this.#latest !== undefined && wentAlike(this.#latest[0], listener)) return this.#latest[1];
    const seen = seenAt(listener, protocol);
    const key = JSON.stringify(seen);
    const known = this.#known.get(key) ?? seen;
    this.#known.set(key, known);
    this.#latest = [listener, known];
    return known;
  }
}

/** Whether two listeners went alike, as far as that is seen at once. */
function wentAlike(a: ListenerReport, b: ListenerReport): boolean {
  if (a.outcome !== b.outcome || a.predicted !== b.predicted || a.reached !== b.reached) return false;
  if (a.predictedAnswers.length > 1 || b.predictedAnswers.length > 1) return false;
  const answers = roleAt(a, a.answers);
  const expected = roleAt(a, a.predictedAnswers[0]);
  if (answers !== roleAt(b, b.answers) || expected !== roleAt(b, b.predictedAnswers[0])) return false;
  // Each was expected to answer itself, and another did: what was expected is not the same.
  return expected !== 'itself' || answers === 'itself' || answers === null;
}

const roleAt = <T extends Responder | null | undefined>({ address }: ListenerReport, one: T): T | 'itself' =>
  typeof one === 'object' && one !== null && sameAddress(one, address) ? 'itself' : one;

/** By the reports, of which nothing changes: the lines are asked for by the table and by what both families have in common. */
const KNOWN = new WeakMap<readonly TogetherReport[], Known>();

interface Known {
  readonly seen: SeenOnce;
  readonly rows: Map<TogetherFamily, readonly TogetherRow[]>;
}

/** A line for each address, ANY first. */
export function rowsByAddress(together: readonly TogetherReport[], family: TogetherFamily): readonly TogetherRow[] {
  const known: Known = KNOWN.get(together) ?? { seen: new SeenOnce(), rows: new Map() };
  KNOWN.set(together, known);
  const rows = known.rows.get(family) ?? makeRows(together, family, known.seen);
  known.rows.set(family, rows);
  return rows;
}

function makeRows(together: readonly TogetherReport[], family: TogetherFamily, seenOnce: SeenOnce): TogetherRow[] {
  const found = new Map<string, { readonly address: Address; readonly seen: Partial<Record<Order, Seen>> }>();
  for (const { order, protocol, listeners } of together.filter((one) => one.family === family))
    for (const listener of listeners) {
      const { address } = listener;
      const key = formatAddress(address);
      const row = found.get(key) ?? { address, seen: {} };
      row.seen[order] = seenOnce.at(listener, protocol);
      found.set(key, row);
    }
  const rows = [...found.values()].map(
    ({ address, seen }): TogetherRow => ({ addresses: [address], any: isAny(address), family: address.family, seen }),
  );
  return [...rows.filter((row) => row.any), ...rows.filter((row) => !row.any)];
}

/** The same with the addresses of a family that went alike in one line, where there are many. */
export function foldAlike(rows: readonly TogetherRow[]): TogetherRow[] {
  if (rows.length <= UNFOLDED) return [...rows];
  const numbers = new Map<Seen, number>();
  const numberOf = (seen: Seen): number => {
    const number = numbers.get(seen) ?? numbers.size;
    numbers.set(seen, number);
    return number;
  };
  const key = ({ any, family, seen }: TogetherRow): string => {
    let text = `${any} ${family}`;
    for (const order in seen) text += ` ${order} ${numberOf(seen[order as Order] as Seen)}`;
    return text;
  };
  return groupBy(rows, key).map(([first, ...others]) => ({
    ...first,
    addresses: [first, ...others].flatMap((row) => row.addresses),
  }));
}

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
