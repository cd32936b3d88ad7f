import { smallest } from '../model/extremes.ts';

/** More words than a person chooses from are not compared. */
const MOST_WORDS = 1000;

/** The word of `words` that `text` most resembles; undefined if none is within a third of its length in edits. */
export function nearest(text: string, words: readonly string[]): string | undefined {
  const wanted = text.toLowerCase();
  const allowed = Math.floor(wanted.length / 3);
  if (wanted.length > 40 || words.length > MOST_WORDS) return undefined;
  // Long words would take quadratic time, and resemble no short one.
  const ranked = words
    .filter((word) => Math.abs(word.length - wanted.length) <= allowed)
    .map((word) => ({ word, distance: editDistance(wanted, word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= allowed ? best.word : undefined;
}

/**
 * The number of edits that turn `a` into `b`; swapping two letters is one edit (optimal string alignment, Damerau
 * 1964).
 */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const edits = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)];
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits.push((before[j - 2] ?? Number.POSITIVE_INFINITY) + 1);
      next.push(smallest(edits));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
