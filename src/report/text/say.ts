import type { PHRASES } from '../chinese/phrases.ts';

/** A sentence or a label in English, with `{name}` for what is put into it: those that are there in Chinese too. */
export type Phrase = keyof typeof PHRASES & string;

type NamesIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What a phrase needs, by its names; nothing where it has none. */
type ValuesOf<P extends string> = [NamesIn<P>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<P>, string | number>>];

/** A phrase into which nothing is put. */
export type Words = { [P in Phrase]: P extends `${string}{${string}` ? never : P }[Phrase];

/** Says a phrase in the language of the reader. */
export type Say = <P extends Phrase>(phrase: P, ...values: ValuesOf<P>) => string;

export const inEnglish: Say = (phrase, ...given) => {
  const [values] = given as [Readonly<Record<string, string | number>>?];
  return values === undefined ? phrase : phrase.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
};

/** What says it otherwise than in English. */
export interface Translation {
  readonly say: Say;
  /** The same subject, with the sentences of the rules in this language. */
  readonly ofSubject: <T>(subject: T) => T;
  /** A text of a story of the tutorial; the text itself where it is none. */
  readonly ofStory: (text: string) => string;
}

/** How a style says it. */
export const sayOf = ({ translation }: { readonly translation?: Translation | undefined }): Say =>
  translation?.say ?? inEnglish;
