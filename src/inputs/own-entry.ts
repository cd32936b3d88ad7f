/** The entry of a word that somebody else wrote: `constructor` is none, which any object has. */
export const ownEntry = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
