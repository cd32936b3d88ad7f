import type { LinuxRules } from '../../src/rules/linux/linux-rules.ts';
import type { LinuxRuleId } from '../../src/rules/linux/rule-id.ts';
import type { PairRule } from '../../src/rules/rule.ts';

/**
 * The rules of Linux, one of them left out: what it refused passes, what it permitted is left to the rules after it. A
 * trial whose outcomes stay the same does not need the rule.
 */
export const without = (rules: LinuxRules, id: LinuxRuleId): LinuxRules => ({
  ...rules,
  checks: rules.checks.filter((rule) => rule.id !== id),
  pairs: rules.pairs.flatMap((rule) => (rule.id === id ? permitted(rule) : [rule])),
  calls: rules.calls.filter((rule) => rule.id !== id),
  later: rules.later.filter((rule) => rule.id !== id),
  holds: (asked) => asked !== id && rules.holds(asked),
});

/** A rule that refuses keeps its place, and lets pass what it would refuse: no rule after it refuses that instead. */
const permitted = (rule: PairRule<LinuxRuleId>): PairRule<LinuxRuleId>[] =>
  rule.decision === 'ok' ? [] : [{ ...rule, id: 'linux.port-free', decision: 'ok' }];
