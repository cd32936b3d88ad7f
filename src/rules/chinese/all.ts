import type { RuleId } from '../systems.ts';
import { FREEBSD, MACOS, NETBSD, OPENBSD } from './bsd.ts';
import { ILLUMOS } from './illumos.ts';
import { LINUX_CALLS } from './linux-calls.ts';
import { LINUX_CHECKS } from './linux-checks.ts';
import { LINUX_CONNECTIONS } from './linux-connections.ts';
import { LINUX_DELIVERY } from './linux-delivery.ts';
import { LINUX_PAIRS } from './linux-pairs.ts';
import { LINUX_PORTS } from './linux-ports.ts';
import { LINUX_TRANSFER } from './linux-transfer.ts';
import type { RuleWords } from './rule-words.ts';
import { WINDOWS } from './windows.ts';

/** Every rule in Chinese: a rule that has no words here does not compile. */
export const RULE_WORDS = {
  ...LINUX_CHECKS,
  ...LINUX_PAIRS,
  ...LINUX_CALLS,
  ...LINUX_PORTS,
  ...LINUX_CONNECTIONS,
  ...LINUX_TRANSFER,
  ...LINUX_DELIVERY,
  ...FREEBSD,
  ...MACOS,
  ...OPENBSD,
  ...NETBSD,
  ...WINDOWS,
  ...ILLUMOS,
} as const satisfies Readonly<Record<RuleId, RuleWords>>;
