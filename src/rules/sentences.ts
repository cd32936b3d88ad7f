import type { CheckRule, LaterRule, PairRule, RuleSet } from './rule.ts';

/** All that is written about the rules of a set: in the order of the kernel's checks, then what follows a bind. */
export const textsOf = <Id extends string>(
  rules: RuleSet<Id>,
): readonly (CheckRule<Id> | PairRule<Id> | LaterRule<Id>)[] => [...rules.checks, ...rules.pairs, ...rules.later];

/**
 * One sentence on the two sockets at hand; the rule's general sentence where nothing is known of the holder. Where both
 * bear one name it says which of them is the holder and which the newcomer.
 */
export function sentenceOn(rules: RuleSet, id: string, newcomer: string, holder: string | undefined): string {
  const text = textsOf(rules).find((t) => t.id === id);
  if (text === undefined) return `nothing else is on the port of ${newcomer}`;
  const { why, sentence } = text;
  const namesHolder = why.includes('{holder}');
  if (holder === undefined) return namesHolder ? sentence : why.replaceAll('{newcomer}', newcomer);
  const isAmbiguous = holder === newcomer && namesHolder && why.includes('{newcomer}');
  return why
    .replaceAll('{newcomer}', isAmbiguous ? `the newcomer ${newcomer}` : newcomer)
    .replaceAll('{holder}', isAmbiguous ? `the holder ${holder}` : holder);
}
