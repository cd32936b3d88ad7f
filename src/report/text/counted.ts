import type { Phrase, Say } from './say.ts';
import { count } from './text.ts';

/** Phrases with a number alone: `{n} byte`. */
type Counting = {
  [P in Phrase]: P extends `${infer Before}{n}${infer After}`
    ? `${Before}${After}` extends `${string}{${string}`
      ? never
      : P
    : never;
}[Phrase];

/** `1 byte`, `2,000 bytes`. */
export const counted = (say: Say, n: number, one: Counting, many: Counting): string =>
  (say as (phrase: Phrase, values: { readonly n: string }) => string)(n === 1 ? one : many, { n: count(n) });
