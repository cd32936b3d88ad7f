import type { Command } from '../text/command.ts';
import { groupBy } from '../text/fold.ts';
import { plural } from '../text/text.ts';

/** A rule as a report shows it. */
export interface RuleView {
  readonly id: string;
  /** `linux` */
  readonly os: string;
  /** As people write it: `Linux`. */
  readonly system: string;
  readonly sentence: string;
  readonly condition: string;
  /** `ok` or the errno that it gives; absent where it refuses nothing. */
  readonly outcome?: string;
  /** Absent: of both protocols. */
  readonly protocol?: string;
  readonly source: string;
  readonly certainty: string;
  /** The first versions of the kernel that have the rule, and that have it no more; absent: all have it. */
  readonly since?: RuleVersions;
  readonly until?: RuleVersions;
  /** Ids of the rules of the same name of other systems. */
  readonly elsewhere: readonly string[];
  /** The lines of a YAML file with one trial. */
  readonly example?: readonly string[];
  /** Why there is none. */
  readonly noExample?: string;
}

/** A change of the kernel with which a rule begins or ends. */
export interface RuleVersions {
  /** The newest series first: `7.0`, `6.18.21`. */
  readonly versions: readonly string[];
  readonly commit: string;
  readonly title: string;
  readonly source: string;
}

/** Some of the rules; `inDetail` tells the terminal everything about the one that was asked for. */
export interface RulesView {
  readonly rules: readonly RuleView[];
  readonly inDetail: boolean;
  readonly version: string;
}

const KNOWN: Readonly<Record<string, string>> = {
  run: 'compared with a real kernel',
  documented: 'documented, not run',
};

/** How a rule is known, in words. */
export const certaintyInWords = (certainty: string): string => KNOWN[certainty] ?? certainty;

/** `12 rules, documented, not run`; `99 rules: 97 compared with a real kernel; 2 from source, not run`. */
export function countInWords(rules: readonly RuleView[]): string {
  const all = rules.map(({ certainty }) => certaintyInWords(certainty));
  const kinds = [...new Set(all)].map((words) => ({ words, count: all.filter((one) => one === words).length }));
  const counted = plural(rules.length, 'rule');
  if (kinds.length === 1) return `${counted}, ${all[0]}`;
  const sorted = kinds.sort((a, b) => b.count - a.count);
  return `${counted}: ${sorted.map(({ words, count }) => `${count} ${words}`).join('; ')}`;
}

/** `EADDRINUSE, UDP only` */
export const givesInWords = ({ outcome, protocol }: RuleView): string | undefined =>
  outcome === undefined ? undefined : `${outcome}${protocol === undefined ? '' : `, ${protocol.toUpperCase()} only`}`;

/** What to type to run a rule's example; `program`: as it was called. */
export const exampleCommand = (id: string, program: string): Command => [
  `${program} rules`,
  id,
  '--example |',
  `${program} check -`,
];

/** The rules of each system, in the order in which they came. */
export const bySystem = (rules: readonly RuleView[]): [RuleView, ...RuleView[]][] => groupBy(rules, ({ os }) => os);

/** `Linux 7.0, 6.18.21 and 6.1.168 (e537dd15d0d4, "udp: Fix …"); changelogs of …` */
function versionsInWords({ versions, commit, title, source }: RuleVersions): string {
  const last = versions.at(-1) ?? '';
  const listed = versions.length < 2 ? last : `${versions.slice(0, -1).join(', ')} and ${last}`;
  return `Linux ${listed} (${commit}, "${title}"); ${source}`;
}

/** The versions of a rule under their labels. */
export const lifetimeInWords = ({ since, until }: RuleView): readonly (readonly [label: string, words: string])[] => [
  ...(since === undefined ? [] : [['since', versionsInWords(since)] as const]),
  ...(until === undefined ? [] : [['until', versionsInWords(until)] as const]),
];
