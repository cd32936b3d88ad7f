import type { RulesJson } from '../../contracts/rules.ts';
import type { RuleVersions, RuleView } from './view.ts';

/** All rules by the contract `bindmatrix/rules@1`: one object, a rule a line. */
export function rulesJson(rules: readonly RuleView[], version: string): string {
  const head = `{\n"schema": "bindmatrix/rules@1",\n"version": ${JSON.stringify(version)},\n"rules": [\n`;
  return `${head}${rules.map((rule) => JSON.stringify(ruleJson(rule))).join(',\n')}\n]\n}\n`;
}

type RuleJson = RulesJson['rules'][number];

/** One rule as a value. */
export const ruleJson = (rule: RuleView): RuleJson => ({
  id: rule.id,
  os: rule.os,
  sentence: rule.sentence,
  condition: rule.condition,
  outcome: rule.outcome ?? null,
  protocol: rule.protocol ?? null,
  source: rule.source,
  certainty: rule.certainty,
  ...(rule.since === undefined ? {} : { since: versionsJson(rule.since) }),
  ...(rule.until === undefined ? {} : { until: versionsJson(rule.until) }),
  elsewhere: rule.elsewhere,
  ...(rule.example === undefined ? {} : { example: `${rule.example.join('\n')}\n` }),
  ...(rule.noExample === undefined ? {} : { noExample: rule.noExample }),
});

const versionsJson = ({ versions, commit, title, source }: RuleVersions): NonNullable<RuleJson['since']> => ({
  versions,
  commit,
  title,
  source,
});
