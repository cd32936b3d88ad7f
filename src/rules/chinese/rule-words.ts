/** What is written about a rule, in Chinese: as `sentence`, `condition` and `why` of its RuleText. */
export type RuleWords = readonly [sentence: string, condition: string, why: string];
