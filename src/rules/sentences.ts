import type { Condition } from './decide.ts';
import type { CheckRule, LaterRule, PairRule, RuleSet, RuleText } from './rule.ts';
import { type Hidden, ruleSocketName } from './rule-socket.ts';

/** All that is written about the rules of a set: in the order of the kernel's checks, then what follows a bind. */
export const textsOf = <Id extends string>(
  rules: RuleSet<Id>,
): readonly (CheckRule<Id> | PairRule<Id> | LaterRule<Id>)[] => [...rules.checks, ...rules.pairs, ...rules.later];

/** The texts of each set by their id: a sentence is made for each of thousands of listeners. */
const BY_ID = new WeakMap<RuleSet, ReadonlyMap<string, RuleText>>();

/** What is written about a rule, in English; undefined where the set has none of that id. */
export function textOf(rules: RuleSet, id: string): RuleText | undefined {
  const known = BY_ID.get(rules) ?? new Map([...textsOf(rules)].reverse().map((text) => [text.id, text]));
  BY_ID.set(rules, known);
  return known.get(id);
}

/**
 * One sentence on the two sockets at hand; the rule's general sentence where nothing is known of the holder. Where both
 * bear one name it says which of them is the holder and which the newcomer.
 */
export function sentenceOn(rules: RuleSet, id: string, newcomer: string, holder: string | undefined): string {
  const text = textOf(rules, id);
  if (text === undefined) return `nothing else is on the port of ${newcomer}`;
  const parts = partsOf(text.why);
  const namesHolder = parts.includes('{holder}');
  if (holder === undefined && namesHolder) return text.sentence;
  const isAmbiguous = holder === newcomer && namesHolder && parts.includes('{newcomer}');
  return isAmbiguous
    ? filled(parts, `the newcomer ${newcomer}`, `the holder ${holder}`)
    : filled(parts, newcomer, holder ?? '');
}

function filled(parts: readonly string[], newcomer: string, holder: string): string {
  let made = '';
  for (const part of parts) made += part === '{newcomer}' ? newcomer : part === '{holder}' ? holder : part;
  return made;
}

const PARTS = new Map<string, readonly string[]>();

/** A sentence cut at the names that it leaves open, which are parts by themselves: each once, though it is made thousands of times. */
function partsOf(why: string): readonly string[] {
  const parts = PARTS.get(why) ?? why.split(/(\{newcomer\}|\{holder\})/);
  PARTS.set(why, parts);
  return parts;
}

const OPTION: Readonly<Record<Hidden, string>> = {
  reuseaddr: 'SO_REUSEADDR',
  reuseport: 'SO_REUSEPORT',
  v6only: 'IPV6_V6ONLY',
};

/** The sentence of a condition, on a socket that is there and on one that left something. */
export const CONDITION = {
  has: 'it depends on whether {whose} has {names}, which could not be read: if so, {call} passes; if not, it fails with {errno}',
  had: 'it depends on whether {whose} had {names}, which could not be read: if so, {call} passes; if not, it fails with {errno}',
} as const;

/** What an outcome depends on that could not be read, as a condition: `if it is on, bind passes; else EADDRINUSE`. */
export function conditionInWords({ call, holder, options, off }: Condition): string {
  const isLeft = holder.state === 'TIME_WAIT';
  const name = ruleSocketName(holder);
  const values: Readonly<Record<string, string>> = {
    whose: isLeft ? `the socket that left ${name} in TIME_WAIT` : name,
    names: options.map((option) => OPTION[option]).join(' or '),
    call,
    errno: off.errno,
  };
  return CONDITION[isLeft ? 'had' : 'has'].replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
}

/** Said where more may happen than the rules follow. */
export const NOT_PREDICTED = 'the rules cannot predict what happens here';
