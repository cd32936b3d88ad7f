import { FREEBSD } from './bsd/freebsd.ts';
import { MACOS } from './bsd/macos.ts';
import { NETBSD } from './bsd/netbsd.ts';
import { OPENBSD } from './bsd/openbsd.ts';
import { ILLUMOS } from './illumos/set.ts';
import { LINUX } from './linux/set.ts';
import type { OperatingSystem, RuleSet as RuleSetOf } from './rule.ts';
import { WINDOWS } from './windows/set.ts';

const SETS = {
  linux: LINUX,
  freebsd: FREEBSD,
  macos: MACOS,
  openbsd: OPENBSD,
  netbsd: NETBSD,
  windows: WINDOWS,
  illumos: ILLUMOS,
} as const satisfies Readonly<Record<OperatingSystem, RuleSetOf>>;

type IdOf<Set> = Set extends RuleSetOf<infer Id> ? Id : never;

/** The id of a rule of any system, as the systems' tables have it: an unknown id does not compile. */
export type RuleId = IdOf<(typeof SETS)[OperatingSystem]>;

/** The rules of one operating system. */
export type RuleSet = RuleSetOf<RuleId>;

/** The systems that there are rules of. */
export const OPERATING_SYSTEMS = Object.keys(SETS) as readonly OperatingSystem[];

/** The rules of an operating system. */
export const ruleSet = (os: OperatingSystem): RuleSet => SETS[os];

/** The rules among which is the rule `id`. */
export const setOfRule = (id: string): RuleSet =>
  ruleSet(OPERATING_SYSTEMS.find((name) => id.startsWith(`${name}.`)) ?? 'linux');
