/** A comma between two values: one inside a value has a backslash before it. */
const BETWEEN = /(?<!\\),/;

/** The values of a list with commas, as they are written. */
export const writtenValues = (list: string): string[] => list.split(BETWEEN);

/** The values of a list with commas. `\,` is a comma of the value itself: an interface may be named `a,b`. */
export const listValues = (list: string): string[] => writtenValues(list).map((value) => value.replaceAll('\\,', ','));

/** `a`, `a and b`, `a, b and c`; of more than `most` the first, and how many more. */
export function listInWords(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
