import { type Address, formatAddress, sameAddress } from '../model/address.ts';
import { GridBuilder, gridAt } from '../model/grid.ts';
import { changeText, type HostChange } from '../model/host-change.ts';
import type { ExpectationObservation } from '../model/observation.ts';
import { type Outcome, UNKNOWN } from '../model/outcome.ts';
import type { AloneReport, ExpectationReport, ListenerReport, MatrixReport, TogetherReport } from '../model/report.ts';
import { contradicts, isAddress } from './claims.ts';
import { meetsNone } from './unseen.ts';

/** Something that was tried on a port at some addresses. */
interface Place {
  readonly protocol: string;
  readonly port: number;
  readonly addresses: readonly Address[];
}

/** Whether what changed on the host meanwhile may have decided about a place. */
export type Unsettles = (place: Place) => boolean;

/**
 * A socket unsettles its port; an address, its state or its link unsettles what was tried at it; a sysctl everything. The
 * wildcard addresses do not depend on those of the host.
 */
export function unsettledBy(changes: readonly HostChange[], own: ReadonlyMap<string, string>): Unsettles {
  const sockets = changes.flatMap((one) => ('socket' in one ? [one.socket] : []));
  const addresses = new Set(changes.flatMap((one) => ('address' in one ? [formatAddress(one.address.address)] : [])));
  const links = new Set(changes.flatMap((one) => (one.kind === 'link' ? [one.interface] : [])));
  const isMoved = (address: Address): boolean => {
    const text = formatAddress(address);
    return addresses.has(text) || links.has(own.get(text) ?? '');
  };
  const isAll = changes.some(({ kind }) => kind === 'sysctl');
  return (place) =>
    isAll ||
    sockets.some(({ protocol, port }) => protocol === place.protocol && port === place.port) ||
    place.addresses.some(isMoved);
}

/** Where an outcome differs from a prediction that was made before the change, the rules are not asked. */
export function unsettledAlone(one: AloneReport, unsettles: Unsettles): AloneReport {
  const { listener, predicted, outcome } = one;
  const isIn = contradicts(predicted, outcome) && unsettles({ ...listener, addresses: [listener.address] });
  return isIn ? { ...one, predicted: UNKNOWN, rule: 'unknown' } : one;
}

/** The same of listeners together, each of which depends on the others. */
export function unsettledTogether(one: TogetherReport, unsettles: Unsettles): TogetherReport {
  if (!unsettles({ ...one, addresses: one.listeners.map(({ address }) => address) })) return one;
  return { ...one, listeners: one.listeners.map((listener) => withAnswer(withOutcome(listener), one)) };
}

const withOutcome = (one: ListenerReport): ListenerReport =>
  contradicts(one.predicted, one.outcome) ? { ...one, predicted: UNKNOWN, rule: 'unknown', why: '' } : one;

function withAnswer(one: ListenerReport, { protocol }: TogetherReport): ListenerReport {
  const { answers, predictedAnswers } = one;
  if (answers === null) return meetsNone(one, protocol) ? { ...one, unseen: 'changed' } : one;
  const isForeseen = predictedAnswers.some((other) => isAddress(other) && sameAddress(other, answers));
  return isForeseen ? one : { ...one, predictedAnswers: [answers] };
}

/** The same of every pair. */
export function unsettledMatrix(matrix: MatrixReport, unsettles: Unsettles): MatrixReport {
  const { addresses, cells, protocol, port } = matrix;
  const size = addresses.length;
  const predicted = new GridBuilder<Outcome>(size, size);
  const rules = new GridBuilder<string>(size, size);
  const at = addresses.map((address) => unsettles({ protocol, port, addresses: [address] }));
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const forecast = gridAt(matrix.predicted, i, j) ?? UNKNOWN;
      const isIn = (at[i] || at[j]) && contradicts(forecast, gridAt(cells, i, j) ?? UNKNOWN);
      predicted.set(i, j, isIn ? UNKNOWN : forecast);
      rules.set(i, j, isIn ? 'unknown' : (gridAt(matrix.rules, i, j) ?? ''));
    }
  return { ...matrix, predicted: predicted.build(), rules: rules.build() };
}

/** An expectation that is unmet where the host changed is inconclusive. */
export function unsettledExpectation(
  one: ExpectationReport,
  { plan }: ExpectationObservation,
  unsettles: Unsettles,
  changes: readonly HostChange[],
): ExpectationReport {
  const place = { ...plan.expectation, addresses: [...plan.addresses, ...plan.holders] };
  if (one.status !== 'unmet' || !unsettles(place)) return one;
  const { because: _, ...rest } = one;
  const reason = `the host changed during the run: ${changes.map(changeText).join('; ')}`;
  return { ...rest, status: 'inconclusive', unmet: 0, reason };
}
