import { type Address, isMapped, unmap } from '../model/address.ts';
import { isWildcard } from './address-index.ts';
import { ownText, type RuleSocket } from './rule-socket.ts';

/** A socket that is started with others: with its place in the order, and `entry` once it is in the port's table. */
export interface StartedSocket {
  readonly socket: RuleSocket;
  readonly place: number;
  entry?: RuleSocket;
}

/**
 * Sockets on specific addresses, by everything that a rule may ask of one that shares no address with the newcomer: those of
 * a kind get one rule. Whichever end a system starts its search from, the first or the last of a kind is met first.
 */
export class SocketKinds {
  readonly #kinds = new Map<string, { readonly members: StartedSocket[]; head: number }>();

  /** Sockets are added in the order of starting. */
  add(started: StartedSocket): void {
    const { address } = started.socket;
    if (isWildcard(address)) return;
    const key = `${ownText(started.socket)} ${isMapped(address)}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) this.#kinds.set(key, { members: [started], head: 0 });
    else kind.members.push(started);
  }

  /** The first and the last of each kind that are in the table and on another address. */
  onOthersThan(address: Address): readonly StartedSocket[] {
    const { ip } = unmap(address);
    const isOther = (s: StartedSocket): boolean => s.entry !== undefined && unmap(s.socket.address).ip !== ip;
    return [...this.#kinds.values()].flatMap((kind) => {
      const { members } = kind;
      // A socket that has left the table does not come back.
      while (kind.head < members.length && members[kind.head]?.entry === undefined) kind.head++;
      while (members.length > kind.head && members.at(-1)?.entry === undefined) members.pop();
      let first = kind.head;
      while (first < members.length && !isOther(members[first] as StartedSocket)) first++;
      if (first >= members.length) return [];
      let last = members.length - 1;
      while (!isOther(members[last] as StartedSocket)) last--;
      return first === last
        ? [members[first] as StartedSocket]
        : [members[first] as StartedSocket, members[last] as StartedSocket];
    });
  }
}
