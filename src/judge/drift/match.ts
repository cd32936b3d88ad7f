/** What two lists have in common, and what only one has. */
export interface Matched<T> {
  readonly pairs: readonly (readonly [before: T, now: T])[];
  readonly gone: readonly T[];
  readonly fresh: readonly T[];
}

/** The key by which two things may be the same; undefined of a thing that no key fits. */
export type Key<T> = (one: T) => string | undefined;

/**
 * Pairs the entries of two lists: by the first key that two share, then what is left by the next. Of several with one key
 * the first goes with the first. To swap the lists swaps the result.
 */
export function matched<T>(before: readonly T[], now: readonly T[], keys: readonly Key<T>[]): Matched<T> {
  const pairs: (readonly [T, T])[] = [];
  let [gone, fresh] = [before, now];
  for (const key of keys) {
    const found = pairedBy(gone, fresh, key);
    for (const pair of found) pairs.push(pair);
    const taken = new Set(found.flat());
    gone = gone.filter((one) => !taken.has(one));
    fresh = fresh.filter((one) => !taken.has(one));
  }
  return { pairs, gone, fresh };
}

function pairedBy<T>(before: readonly T[], now: readonly T[], key: Key<T>): (readonly [T, T])[] {
  const waiting = new Map<string, T[]>();
  for (const one of now) {
    const name = key(one);
    if (name === undefined) continue;
    const known = waiting.get(name);
    if (known === undefined) waiting.set(name, [one]);
    else known.push(one);
  }
  for (const list of waiting.values()) list.reverse();
  return before.flatMap((one) => {
    const name = key(one);
    const other = name === undefined ? undefined : waiting.get(name)?.pop();
    return other === undefined ? [] : [[one, other] as const];
  });
}
