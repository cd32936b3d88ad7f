/** What is written about a rule that was run; its id is the name after `linux.`. */
export type EffectText = readonly [name: string, sentence: string, condition: string, source: string, why: string];
