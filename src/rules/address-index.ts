import { type Address, isAny, unmap } from '../model/address.ts';

/** Places in a list of sockets, by address: a thousand listeners are not all looked at for each of them. */
export class AddressIndex {
  readonly #wildcards: number[] = [];
  readonly #specific = new Map<string, number[]>();

  constructor(addresses: readonly Address[]) {
    for (const [place, address] of addresses.entries()) {
      const { ip } = unmap(address);
      const known = this.#specific.get(ip);
      if (isWildcard(address)) this.#wildcards.push(place);
      else if (known === undefined) this.#specific.set(ip, [place]);
      else known.push(place);
    }
  }

  /** What is on the same address, v4-mapped or not, in whatever zone, or on ANY of either family; in ascending order. */
  near(address: Address): readonly number[] {
    const same = isWildcard(address) ? [] : (this.#specific.get(unmap(address).ip) ?? []);
    return [...this.#wildcards, ...same].sort((a, b) => a - b);
  }
}

/** `0.0.0.0`, `::` or `::ffff:0.0.0.0`. */
export const isWildcard = (address: Address): boolean => isAny(unmap(address));
