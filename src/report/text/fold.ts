import { type Address, formatAddress } from '../../model/address.ts';
import { count } from './text.ts';

/** Up to this many alike addresses are named one by one. */
const NAMED = 3;

/** `127.0.0.2`, `10.0.0.1, 10.0.0.2`, `127.0.0.2 … 127.0.1.44, 300 alike`; the last two words are never parted. */
export function foldLabel(names: readonly string[], dots: string): string {
  if (names.length <= NAMED) return names.join(', ');
  return `${names[0]} ${dots} ${names[names.length - 1]}, ${count(names.length)}\u00a0alike`;
}

/** The same of addresses: all of them where there are at most `named`. */
export function foldAddresses(addresses: readonly Address[], dots: string, named = NAMED): string {
  const names = addresses.map(formatAddress);
  return names.length <= named ? names.join(', ') : foldLabel(names, dots);
}

/** Items of one key together, in the order of each key's first item. (Map.groupBy is not in Node 20.) */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string | number): [T, ...T[]][] {
  const groups = new Map<string | number, [T, ...T[]]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
