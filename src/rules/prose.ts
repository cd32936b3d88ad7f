import type { RuleSet, RuleText } from './rule.ts';

/** All that is written about the rules of a set. */
export const textsOf = (rules: RuleSet): readonly RuleText[] => [
  ...rules.checks,
  ...rules.pairs,
  ...rules.calls,
  ...rules.effects,
];

/** One sentence on the two sockets at hand; the rule's general sentence where nothing is known of the other one. */
export function because(rules: RuleSet, id: string, newcomer: string, holder: string | undefined): string {
  const text = textsOf(rules).find((t) => t.id === id);
  if (text === undefined) return `nothing else is on the port of ${newcomer}`;
  if (holder === undefined && text.why.includes('{holder}')) return text.sentence;
  return text.why.replaceAll('{newcomer}', newcomer).replaceAll('{holder}', holder ?? '');
}
