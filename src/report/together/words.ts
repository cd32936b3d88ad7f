import { type Address, formatAddress } from '../../model/address.ts';
import type { Responder } from '../../model/disagreement.ts';
import type { Order, TogetherFamily } from '../../model/plan.ts';
import type { Section } from '../sections/view.ts';
import type { Met, TogetherRow } from './view.ts';

/** Each order with the head of its columns. */
export const ORDERS: readonly (readonly [Order, string])[] = [
  ['any-first', 'ANY first'],
  ['any-last', 'ANY last'],
];

/** The orders that some row has. */
export const ordersOf = (rows: readonly TogetherRow[]): typeof ORDERS =>
  ORDERS.filter(([order]) => rows.some((row) => row.seen[order] !== undefined));

/** In which order the listeners were started: `ANY first`; of both families `both families, IPv6 first`. */
export function orderInWords(family: TogetherFamily, order: Order): string {
  if (family === 'both')
    return `both families, ${order === 'any-last' ? 'ANY last' : order === 'any6-first' ? 'IPv6 first' : 'IPv4 first'}`;
  return order === 'any-first' ? 'ANY first' : 'ANY last';
}

/** In which order the calls were made. UDP has no listen(2). */
export const startInWords = ({ sequence, protocol }: Section): string =>
  sequence === 'listen-each' || protocol === 'udp'
    ? 'all kept open, started in order'
    : 'all bind in order, then all listen in order';

/** `itself`, the address that answered, `another` for a socket of another process, `nobody`, `itself or ::`; empty where no client was sent. */
export function metInWords(met: Met): string {
  switch (met.kind) {
    case 'address':
      return formatAddress(met.address);
    case 'none':
      return met.errno === undefined ? 'nobody' : `nobody: ${met.errno}`;
    case 'chance':
      return met.among.map(responderInWords).join(' or ');
    case 'not-tried':
      return '';
    default:
      return met.kind;
  }
}

/** `127.0.0.1 or ::`; `nobody` where none is expected to answer. */
export const respondersInWords = (responders: readonly Responder[]): string =>
  responders.map(responderInWords).join(' or ') || 'nobody';

/** `127.0.0.1`, `another socket` */
export const responderInWords = (one: Responder | 'itself'): string =>
  typeof one === 'string' ? one : formatAddress(one);

/** `:: against ::1, fd00::2` */
export function againstInWords(rows: readonly TogetherRow[], label: (addresses: readonly Address[]) => string): string {
  const addresses = (any: boolean): Address[] => rows.filter((row) => row.any === any).flatMap((row) => row.addresses);
  return `${label(addresses(true))} against ${label(addresses(false))}`;
}
