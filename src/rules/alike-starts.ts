import { type Address, formatAddress, isMapped, unmap } from '../model/address.ts';
import { type Combination, combinationOf } from '../model/plan.ts';
import { addressClassifier } from './address-classes.ts';
import { isWildcard } from './address-index.ts';
import type { RuleEnvironment } from './environment.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/**
 * What is worked out of a socket beside others, once for each kind of socket and of those beside it: of five thousand
 * addresses nearly all are alike. Two cases are of one kind where no rule can tell them apart: the sockets are of one class
 * of addresses, and beside them are, in the same order, the same sockets on ANY, and for each other socket one that is like
 * it and on the address of the socket here and there, or on another.
 */
export class AlikeStarts {
  readonly #classOf: (address: Address) => number;
  readonly #results = new Map<string, unknown>();
  readonly #kinds = new Map<string, number>();
  readonly #kindOf = new WeakMap<RuleSocket, number>();

  constructor(rules: RuleSet, env: RuleEnvironment, combination: Combination) {
    this.#classOf = numbered(addressClassifier(rules, env, combination));
  }

  /** `what`: which question is asked, and all that the answer depends on but the sockets. */
  once<T>(what: string, socket: RuleSocket, others: readonly RuleSocket[], answer: () => T): T {
    if (isWildcard(socket.address)) return answer();
    const key = `${what} ${this.#numberOf(socket)} ${this.#besides(socket.address, others)}`;
    const known = this.#results.get(key);
    if (known !== undefined) return known as T;
    const found = answer();
    this.#results.set(key, found);
    return found;
  }

  #besides({ ip, zone }: Address, others: readonly RuleSocket[]): string {
    const own = plainIp(ip);
    let text = '';
    for (const other of others) {
      const { address } = other;
      const isNear = plainIp(address.ip) === own;
      text += ` ${this.#numberOf(other)}${isNear ? (address.zone === zone ? '=' : '%') : ''}`;
    }
    return text;
  }

  /** A number for all of a socket that a rule may ask for, but which specific address it is on. */
  #numberOf(socket: RuleSocket): number {
    const known = this.#kindOf.get(socket);
    if (known !== undefined) return known;
    const { address, device, family, v6only, dualStackAsked, reuseaddr, reuseport, freebind, exclusive } = socket;
    const where = isWildcard(address) ? formatAddress(address) : `${this.#classOf(address)} ${isMapped(address)}`;
    const options = [family, v6only, dualStackAsked, reuseaddr, reuseport, freebind, exclusive, device];
    const key = [socket.uid, socket.state, ...options, where].join(' ');
    const number = this.#kinds.get(key) ?? this.#kinds.size;
    this.#kinds.set(key, number);
    this.#kindOf.set(socket, number);
    return number;
  }
}

const plainIp = (ip: string): string => (ip.startsWith('::ffff:') ? unmap({ family: 'inet6', ip }).ip : ip);

/** A number for each text; the same object of an address is looked at once. */
function numbered(textOf: (address: Address) => string): (address: Address) => number {
  const numbers = new Map<string, number>();
  const known = new WeakMap<Address, number>();
  return (address) => {
    const own = known.get(address);
    if (own !== undefined) return own;
    const text = textOf(address);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    known.set(address, number);
    return number;
  };
}

/** By the environment, of which nothing changes: the same addresses are started in several orders. */
const KNOWN = new WeakMap<RuleEnvironment, Map<RuleSet, Map<string, AlikeStarts>>>();

/** What is known of a combination in an environment. */
export function alikeStarts(rules: RuleSet, env: RuleEnvironment, combination: Combination): AlikeStarts {
  const sets = KNOWN.get(env) ?? new Map<RuleSet, Map<string, AlikeStarts>>();
  const of = sets.get(rules) ?? new Map<string, AlikeStarts>();
  const key = JSON.stringify(combinationOf(combination));
  const known = of.get(key) ?? new AlikeStarts(rules, env, combination);
  KNOWN.set(env, sets.set(rules, of.set(key, known)));
  return known;
}
