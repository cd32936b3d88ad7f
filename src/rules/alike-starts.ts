import { type Address, isMapped, unmap } from '../model/address.ts';
import { type Combination, combinationOf } from '../model/plan.ts';
import { addressClassifier } from './address-classes.ts';
import { isWildcard } from './address-index.ts';
import type { RuleEnvironment } from './environment.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { RuleSet } from './systems.ts';

/** What was worked out of a socket beside others, by the question; undefined: the case is like no other. */
export type KnownCase = Map<string, unknown> | undefined;

/** The answer to a question about a case. `what`: which question is asked, and all that it depends on but the sockets. */
export function answeredOnce<T>(known: KnownCase, what: string, answer: () => T): T {
  const before = known?.get(what);
  if (before !== undefined) return before as T;
  const found = answer();
  known?.set(what, found);
  return found;
}

/**
 * What is worked out of a socket beside others, once for each kind of socket and of those beside it: of five thousand
 * addresses nearly all are alike. Two cases are of one kind where no rule can tell them apart: the sockets are of one class
 * of addresses, and beside them are, in the same order, the same sockets on ANY, and for each other socket one that is like
 * it and on the address of the socket here and there, or on another.
 */
export class AlikeStarts {
  readonly #uid: number;
  readonly #classOf: (address: Address) => string;
  readonly #classes = new Map<string, number>();
  readonly #places = new Map<Address, Place>();
  readonly #cases = new Map<string, Map<string, unknown>>();

  constructor(rules: RuleSet, env: RuleEnvironment, combination: Combination) {
    this.#uid = env.uid;
    this.#classOf = addressClassifier(rules, env, combination);
  }

  /** The case of a socket beside others. */
  caseOf(socket: RuleSocket, others: readonly RuleSocket[]): KnownCase {
    if (isWildcard(socket.address)) return undefined;
    const own = this.#placeOf(socket.address);
    let key = `${this.#kindOf(socket, own)}`;
    for (const other of others) {
      const place = this.#placeOf(other.address);
      const near = place.ip !== own.ip ? '' : other.address.zone === socket.address.zone ? '=' : '%';
      key += `,${this.#kindOf(other, place)}${near}`;
    }
    const known = this.#cases.get(key) ?? new Map<string, unknown>();
    if (known.size === 0) this.#cases.set(key, known);
    return known;
  }

  /** All of a socket that a rule may ask for, but which specific address it is on. */
  #kindOf(socket: RuleSocket, place: Place): number | string {
    const { device, uid, state } = socket;
    const number = place.kind * FLAGS + flagsOf(socket);
    const isUsual = device === undefined && uid === this.#uid && (state === 'BOUND' || state === 'LISTEN');
    return isUsual ? number : `${number} ${uid} ${state} ${device}`;
  }

  #placeOf(address: Address): Place {
    const known = this.#places.get(address);
    if (known !== undefined) return known;
    const text = `${this.#classOf(address)} ${isMapped(address)}`;
    const kind = this.#classes.get(text) ?? this.#classes.size;
    this.#classes.set(text, kind);
    const place = { kind, ip: unmap(address).ip };
    this.#places.set(address, place);
    return place;
  }
}

/** Where a socket is: a number for the class of its address, and the address itself, not v4-mapped. */
interface Place {
  readonly kind: number;
  readonly ip: string;
}

/** More than any number of `flagsOf`. */
const FLAGS = 256;

const flagsOf = (s: RuleSocket): number =>
  (s.family === 'inet6' ? 1 : 0) |
  (s.v6only ? 2 : 0) |
  (s.dualStackAsked ? 4 : 0) |
  (s.reuseaddr ? 8 : 0) |
  (s.reuseport ? 16 : 0) |
  (s.freebind ? 32 : 0) |
  (s.exclusive ? 64 : 0) |
  (s.state === 'LISTEN' ? 128 : 0);

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
