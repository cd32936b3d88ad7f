import type { Environment } from './words.ts';

/** What a condition comes to; `unknown`: it asks for the release of HAProxy, or how it was built or started. */
export type Truth = boolean | 'unknown';

/** Brackets in brackets. */
const DEEPEST = 100;

/**
 * Decides what follows `.if` (configuration manual, 2.4): numbers, `defined(X)`, `streq(a,b)`, `strneq(a,b)`, `strstr(a,b)`, `!`,
 * `&&`, `||` and brackets. Undefined for what is no condition.
 */
export function truthOf(text: string, environment: Environment): Truth | undefined {
  const reading = new ConditionReading(text, environment);
  const found = reading.either(0);
  return reading.isAtEnd ? found : undefined;
}

const PREDICATE = /^([a-z_]+)\(([^()]*)\)/;

/** Variables that HAProxy sets itself, by the way in which it was started. */
const OWN = /^HAPROXY_/;

class ConditionReading {
  #rest: string;
  readonly #environment: Environment;

  constructor(text: string, environment: Environment) {
    this.#rest = text.trim();
    this.#environment = environment;
  }

  get isAtEnd(): boolean {
    return this.#rest === '';
  }

  either(depth: number): Truth | undefined {
    let found = this.#both(depth);
    while (found !== undefined && this.#takes('||')) found = or(found, this.#both(depth));
    return found;
  }

  #both(depth: number): Truth | undefined {
    let found = this.#term(depth);
    while (found !== undefined && this.#takes('&&')) found = not(or(not(found), not(this.#term(depth))));
    return found;
  }

  #term(depth: number): Truth | undefined {
    if (depth > DEEPEST) return undefined;
    if (this.#takes('!')) return not(this.#term(depth + 1));
    if (this.#takes('(')) {
      const inside = this.either(depth + 1);
      return this.#takes(')') ? inside : undefined;
    }
    const number = /^[+-]?\d+/.exec(this.#rest)?.[0];
    if (number !== undefined && this.#takes(number)) return Number(number) !== 0;
    const [all = '', name = '', inside = ''] = PREDICATE.exec(this.#rest) ?? [];
    if (all === '') return undefined;
    this.#takes(all);
    return this.#predicate(name, inside.split(','));
  }

  #predicate(name: string, [first = '', second = '']: readonly string[]): Truth {
    if (name === 'streq') return first === second;
    if (name === 'strneq') return first !== second;
    if (name === 'strstr') return first.includes(second);
    if (name !== 'defined') return 'unknown';
    return Object.hasOwn(this.#environment, first) || (OWN.test(first) ? 'unknown' : false);
  }

  #takes(sign: string): boolean {
    if (!this.#rest.startsWith(sign)) return false;
    this.#rest = this.#rest.slice(sign.length).trimStart();
    return true;
  }
}

const not = (one: Truth | undefined): Truth | undefined => (typeof one === 'boolean' ? !one : one);

function or(one: Truth | undefined, other: Truth | undefined): Truth | undefined {
  if (one === undefined || other === undefined) return undefined;
  if (one === true || other === true) return true;
  return one === 'unknown' || other === 'unknown' ? 'unknown' : false;
}
