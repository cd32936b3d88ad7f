import type { RuleEnvironment } from '../../rules/index.ts';
import type { Component } from './components.ts';
import { type Renaming, renamingOf } from './renaming.ts';
import { type Kind, kindOf, ownNamesOf, standInFor, standInsOf } from './stand-in.ts';

/**
 * The parts of a plan, of which hundreds may differ in nothing but their ids and the numbers of their ports: what is made of
 * those is made once, under names that stand for those of each.
 */
export class AlikeParts {
  readonly parts: readonly Component[];
  readonly #kinds: readonly (Kind | undefined)[];
  readonly #known = new Map<string, Known>();

  constructor(parts: readonly Component[], env: RuleEnvironment) {
    this.parts = parts;
    const kinds = parts.map((part) => (parts.length === 1 ? undefined : kindOf(part, env)));
    const counts = new Map<string, number>();
    for (const kind of kinds) if (kind !== undefined) counts.set(kind.key, (counts.get(kind.key) ?? 0) + 1);
    this.#kinds = kinds.map((kind) => (kind === undefined || counts.get(kind.key) === 1 ? undefined : kind));
  }

  /**
   * What `make` makes of the part of that number. `what` names it: for parts that are alike it is called once, so that
   * nothing but the part, and what is the same for all of them, may decide. The result is plain data.
   */
  of<T>(part: number, what: string, make: (part: Component) => T): T {
    const own = this.parts[part];
    if (own === undefined) throw new RangeError(`no part ${part}`);
    const kind = this.#kinds[part];
    if (kind === undefined) return make(own);
    const known = this.#known.get(kind.key) ?? { standIn: standInFor(own, kind), made: new Map() };
    this.#known.set(kind.key, known);
    const renaming = known.made.get(what) ?? renamingOf<unknown>(make(known.standIn), standInsOf(kind));
    known.made.set(what, renaming);
    return renaming(ownNamesOf(kind)) as T;
  }

  /** The same of every part. */
  map<T>(what: string, make: (part: Component) => T): readonly T[] {
    return this.parts.map((_, i) => this.of(i, what, make));
  }
}

/** What was made of the parts of one kind. */
interface Known {
  readonly standIn: Component;
  readonly made: Map<string, Renaming<unknown>>;
}
