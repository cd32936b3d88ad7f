import type { Host } from '../model/host.ts';
import { linuxOf, type OperatingSystem, type RuleSet, ruleSet } from '../rules/index.ts';

/** The operating system whose rules apply, by process.platform. */
const RULES_OF: Readonly<Record<string, OperatingSystem>> = {
  linux: 'linux',
  darwin: 'macos',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  win32: 'windows',
  sunos: 'illumos',
};

/** The rules of the operating system of a host; those of Linux as they hold on its kernel. */
export function rulesOf({ facts }: Host): RuleSet {
  const os = RULES_OF[facts.os] ?? 'linux';
  return os === 'linux' ? linuxOf(facts) : ruleSet(os);
}

/** The process.platform of a system; undefined where it has none. */
export const platformOf = (system: OperatingSystem): string | undefined =>
  Object.keys(RULES_OF).find((platform) => RULES_OF[platform] === system);
