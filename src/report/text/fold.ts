import { count } from './text.ts';

/** The family and role of an address, by its text: addresses of different kinds are never folded into one line. */
export type Kind = 'any4' | 'any6' | 'inet' | 'inet6' | 'mapped';

export function kindOf(address: string): Kind {
  if (address === '0.0.0.0') return 'any4';
  if (address === '::') return 'any6';
  if (address.startsWith('::ffff:')) return 'mapped';
  return address.includes(':') ? 'inet6' : 'inet';
}

/** `0.0.0.0` and `::` */
export const isAnyText = (address: string): boolean => address === '0.0.0.0' || address === '::';

/** Up to this many alike addresses are named one by one. */
const NAMED = 3;

/** `127.0.0.2`, `10.0.0.1, 10.0.0.2`, `127.0.0.2 … 127.0.1.44, 300 alike`, the last two words held together. */
export function foldLabel(addresses: readonly string[], dots: string): string {
  if (addresses.length <= NAMED) return addresses.join(', ');
  return `${addresses[0]} ${dots} ${addresses[addresses.length - 1]}, ${count(addresses.length)}\u00a0alike`;
}

/** Items of one key together, in the order of each key's first item. (Map.groupBy is not in Node 20.) */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
