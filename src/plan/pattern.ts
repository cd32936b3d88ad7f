/** Whether `text` fits a glob of `*` and `?`. */
export function globMatches(glob: string, text: string): boolean {
  const source = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}

/** A pattern that may be negated: `!docker*`. */
export const splitNegation = (text: string): { readonly negated: boolean; readonly pattern: string } =>
  text.startsWith('!') ? { negated: true, pattern: text.slice(1) } : { negated: false, pattern: text };
