import { FREEBSD } from './freebsd.ts';
import { ILLUMOS } from './illumos.ts';
import { LINUX } from './linux.ts';
import { MACOS } from './macos.ts';
import { NETBSD } from './netbsd.ts';
import { OPENBSD } from './openbsd.ts';
import { because, textsOf } from './prose.ts';
import type { OperatingSystem, RuleSet } from './rule.ts';
import { WINDOWS } from './windows.ts';

export { environmentOf, type RuleEnvironment } from './environment.ts';
export { predictMatrix, predictPair } from './matrix.ts';
export { predictAlone } from './predict.ts';
export type { OperatingSystem, RuleSet } from './rule.ts';
export { without } from './rule.ts';
export { predictTogether, type TogetherPrediction } from './together.ts';
export { advance, predict, startWorld, type World } from './linux/world/world.ts';

const SETS: Readonly<Record<OperatingSystem, RuleSet>> = {
  linux: LINUX,
  freebsd: FREEBSD,
  macos: MACOS,
  openbsd: OPENBSD,
  netbsd: NETBSD,
  windows: WINDOWS,
  illumos: ILLUMOS,
};

/** The systems that there are rules of. */
export const OPERATING_SYSTEMS = Object.keys(SETS) as readonly OperatingSystem[];

/** The rules of an operating system. */
export const ruleSet = (os: OperatingSystem): RuleSet => SETS[os];

/** One sentence that names both sockets, such as `0.0.0.0:80` and `127.0.0.1:80`. */
export function explain(id: string, sockets: { readonly holder?: string; readonly newcomer: string }): string {
  const rules = Object.values(SETS).find((set) => textsOf(set).some((t) => t.id === id)) ?? LINUX;
  return because(rules, id, sockets.newcomer, sockets.holder);
}
