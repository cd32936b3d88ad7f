/** A comma between two values: one inside a value has a backslash before it. */
const BETWEEN = /(?<!\\),/;

/** The values of a list with commas, as they are written. */
export const writtenValues = (list: string): string[] => list.split(BETWEEN);

/** The values of a list with commas. `\,` is a comma of the value itself: an interface may be named `a,b`. */
export const listValues = (list: string): string[] => writtenValues(list).map((value) => value.replaceAll('\\,', ','));
