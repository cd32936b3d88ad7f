import type { Rule } from './types/rule.ts';
import { allRules, ruleOf } from './work/rules.ts';

/**
 * Every rule of every system by which outcomes are predicted and explained, with its condition and its source in the
 * kernel or in a manual.
 *
 * @see docs/library.md#rules
 */
export function rules(): Rule[];
/**
 * One rule by its id, such as `linux.no-overlap`, which the reports name as `rule`; undefined where none has it.
 *
 * @see docs/library.md#rules
 */
export function rules(id: string): Rule | undefined;
export function rules(id?: string): Rule[] | Rule | undefined {
  return id === undefined ? allRules() : ruleOf(id);
}
