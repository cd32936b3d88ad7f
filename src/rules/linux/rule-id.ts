import type { LINUX_CALLS } from './calls.ts';
import type { LINUX_CHECKS } from './checks.ts';
import type { EffectName } from './effects/index.ts';
import type { LINUX_PAIRS } from './pairs.ts';

/** The id of a rule of Linux: the ids that the tables have. */
export type LinuxRuleId =
  | (typeof LINUX_CHECKS | typeof LINUX_PAIRS | typeof LINUX_CALLS)[number]['id']
  | `linux.${EffectName}`;

/** The same without `linux.`. */
export type LinuxRuleName = LinuxRuleId extends `linux.${infer Name}` ? Name : never;
