import type { SourceAt } from './source-at.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** A text that was read, with the place of each value in it. */
export interface PlainYaml {
  readonly value: unknown;
  /** Where the value begins. */
  readonly offset: number;
  readonly places: PlainPlaces;
}

/** Where a value begins, and the last key before it. */
interface Place {
  readonly value: number;
  readonly key: number;
  readonly isWhole: boolean;
}

type OfMapping = ReadonlyMap<string, readonly [key: number, value: number]>;

/** The offsets of what mappings and lists hold. */
export class PlainPlaces {
  readonly #lists = new Map<unknown, readonly number[]>();
  readonly #mappings = new Map<unknown, OfMapping>();

  ofList(list: readonly unknown[], offsets: readonly number[]): void {
    this.#lists.set(list, offsets);
  }

  ofMapping(mapping: object, offsets: OfMapping): void {
    this.#mappings.set(mapping, offsets);
  }

  /** The place of a value; where there is none, that of the last value on the way to it. */
  placeOf({ value: root, offset }: PlainYaml, path: Path): Place {
    let [value, place]: [unknown, Place] = [root, { value: offset, key: offset, isWhole: true }];
    for (const part of path) {
      const inside = this.#inside(value, part);
      if (inside === undefined) return { ...place, isWhole: false };
      place = { value: inside.at, key: inside.key ?? place.key, isWhole: true };
      value = (value as Readonly<Record<PropertyKey, unknown>>)[part];
    }
    return place;
  }

  #inside(holder: unknown, part: PropertyKey): { readonly at: number; readonly key?: number } | undefined {
    const at = this.#lists.get(holder)?.[Number(part)];
    if (at !== undefined) return { at };
    const [key, value] = (typeof part === 'string' ? this.#mappings.get(holder)?.get(part) : undefined) ?? [];
    return key === undefined || value === undefined ? undefined : { at: value, key };
  }
}

/** As what the YAML parser gives. */
export const fileOfPlain = (plain: PlainYaml, at: SourceAt): YamlFile => ({
  value: plain.value,
  problems: [],
  sourceOf: (path) => at(plain.places.placeOf(plain, path).value),
  sourceOfKey: (path) => at(plain.places.placeOf(plain, path).key),
  isBlamed: () => false,
});
