import { filled, valuesIn } from '../model/chinese-template.ts';
import { RULE_WORDS } from './chinese/all.ts';
import { nameInChinese } from './chinese/names.ts';
import { NO_EXAMPLE, TODAY } from './chinese/other-words.ts';
import type { RuleWords } from './chinese/rule-words.ts';
import { CONDITION, NOT_PREDICTED, textOf } from './sentences.ts';
import { setOfRule } from './systems.ts';

/** What is written about a rule, in Chinese. */
export interface RuleInChinese {
  readonly sentence: string;
  readonly condition: string;
  /** With the places of `{holder}` and `{newcomer}`. */
  readonly why: string;
}

/** The words of a rule; undefined of an id that is none. */
export function ruleInChinese(id: string): RuleInChinese | undefined {
  const words = (RULE_WORDS as Readonly<Record<string, RuleWords>>)[id];
  return words === undefined ? undefined : { sentence: words[0], condition: words[1], why: words[2] };
}

/** What depends on options that could not be read: conditionInWords(). */
const IN_CONDITION: Readonly<Record<keyof typeof CONDITION, string>> = {
  has: '取决于 {whose} 是否设置了 {names}，而这无法读到：如果设置了，{call} 会成功；否则以 {errno} 失败',
  had: '取决于 {whose} 是否设置过 {names}，而这无法读到：如果设置过，{call} 会成功；否则以 {errno} 失败',
};

/** A sentence that is about no sockets. */
const WHOLE: Readonly<Record<string, string>> = { [NOT_PREDICTED]: '规则无法预测这里的结果' };

/**
 * The Chinese sentence for an English one that explain(), a prediction or conditionInWords() made of the rule `id`, on the
 * same sockets. A sentence that no template of the rule makes stays English.
 */
export function sentenceInChinese(id: string, english: string): string {
  const words = ruleInChinese(id);
  const text = textOf(setOfRule(id), id);
  if (WHOLE[english] !== undefined) return WHOLE[english];
  if (words !== undefined && text?.sentence === english) return words.sentence;
  const own = words === undefined || text === undefined ? undefined : translated(text.why, words.why, english);
  return own ?? conditionInChinese(english) ?? english;
}

function conditionInChinese(english: string): string | undefined {
  for (const kind of ['had', 'has'] as const) {
    const values = valuesIn(CONDITION[kind], english);
    if (values === undefined) continue;
    const { whose = '', names = '' } = values;
    const inChinese = { whose: nameInChinese(whose), names: names.replaceAll(' or ', ' 或 ') };
    return filled(IN_CONDITION[kind], { ...values, ...inChinese });
  }
  return undefined;
}

function translated(english: string, chinese: string, text: string): string | undefined {
  const values = valuesIn(english, text);
  if (values === undefined) return undefined;
  const names = Object.entries(values).map(([name, value]) => [name, nameInChinese(value)] as const);
  return filled(chinese, Object.fromEntries(names));
}

/** Why a rule has no example, and what a current kernel does instead of it. */
export const noExampleInChinese = (english: string): string => NO_EXAMPLE[english] ?? english;
export const todayInChinese = (english: string): string => TODAY[english] ?? english;
