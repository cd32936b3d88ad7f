import type { RuleSet } from '../rule.ts';
import type { CallRule } from './call-rule.ts';
import type { LinuxRuleId } from './rule-id.ts';
import type { LinuxKernel } from './versions/kernel.ts';

/** The rules of Linux, those of the calls of a trial among them. */
export interface LinuxRules extends RuleSet<LinuxRuleId> {
  /** In the order of the kernel's checks. */
  readonly calls: readonly CallRule<LinuxRuleId>[];
  /** The changes that the kernel has on which they hold. */
  readonly kernel: LinuxKernel;
}
