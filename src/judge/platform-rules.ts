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
export function rulesOf(host: Host): RuleSet {
  const os = systemOf(host);
  return os === 'linux' ? linuxOf(host.facts) : ruleSet(os);
}

/** The operating system of a host; one without rules goes by those of Linux. */
export const systemOf = ({ facts }: Host): OperatingSystem => RULES_OF[facts.os] ?? 'linux';

/** The process.platform of a system; undefined where it has none. */
export const platformOf = (system: OperatingSystem): string | undefined =>
  Object.keys(RULES_OF).find((platform) => RULES_OF[platform] === system);
