import { type Address, isAny, isMapped, unmap } from '../model/address.ts';
import type { RuleSocket } from './rule-socket.ts';

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

  /** What is on this very address, v4-mapped or not, in whatever zone, or on ANY of either family; in ascending order. */
  near(address: Address): readonly number[] {
    const same = isWildcard(address) ? [] : (this.#specific.get(unmap(address).ip) ?? []);
    return [...this.#wildcards, ...same].sort((a, b) => a - b);
  }
}

export const isWildcard = (address: Address): boolean => isAny(unmap(address));

/** A socket with its place in the order of starting; `entry` once it is in the port's table. */
export interface Member {
  readonly party: RuleSocket;
  readonly place: number;
  entry?: RuleSocket;
}

/**
 * Sockets on specific addresses, by everything that a rule may ask of one that shares no address with the newcomer: those of
 * a kind get one rule. Whichever end a system starts its search from, the first or the last of a kind is met first.
 */
export class Strangers {
  readonly #kinds = new Map<string, { readonly members: Member[]; head: number }>();

  /** In the order of starting. */
  add(member: Member): void {
    const { family, address, v6only, reuseaddr, reuseport } = member.party;
    if (isWildcard(address)) return;
    const key = [family, isMapped(address), v6only, reuseaddr, reuseport].join(' ');
    const kind = this.#kinds.get(key);
    if (kind === undefined) this.#kinds.set(key, { members: [member], head: 0 });
    else kind.members.push(member);
  }

  /** The first and the last of each kind that are still in the table and on another address. */
  besides(address: Address): readonly Member[] {
    const { ip } = unmap(address);
    const isOther = (m: Member): boolean => m.entry !== undefined && unmap(m.party.address).ip !== ip;
    return [...this.#kinds.values()].flatMap((kind) => {
      const { members } = kind;
      // Who has left the table does not come back.
      while (kind.head < members.length && members[kind.head]?.entry === undefined) kind.head++;
      while (members.length > kind.head && members.at(-1)?.entry === undefined) members.pop();
      let first = kind.head;
      while (first < members.length && !isOther(members[first] as Member)) first++;
      if (first >= members.length) return [];
      let last = members.length - 1;
      while (!isOther(members[last] as Member)) last--;
      return first === last ? [members[first] as Member] : [members[first] as Member, members[last] as Member];
    });
  }
}
