import { showRules } from '../../flows/rules.ts';
import { ruleJson } from '../../report/json.ts';
import type { Rule } from '../types/rule.ts';

/** Every rule. */
export function allRules(): Rule[] {
  const shown = showRules({ id: undefined, systems: undefined });
  return shown.ok ? shown.value.rules.map(ruleJson) : [];
}

/** The rule of that very id. */
export function ruleOf(id: string): Rule | undefined {
  const shown = showRules({ id, systems: undefined });
  const found = shown.ok ? shown.value.rules.find((rule) => rule.id === id) : undefined;
  return found === undefined ? undefined : ruleJson(found);
}
