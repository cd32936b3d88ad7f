import type { Command } from '../text/command.ts';
import { counted } from '../text/counted.ts';
import { groupBy } from '../text/fold.ts';
import type { Say } from '../text/say.ts';

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

const KNOWN = {
  run: 'compared with a real kernel',
  'from source, not run': 'from source, not run',
  documented: 'documented, not run',
} as const;

const isKnown = (certainty: string): certainty is keyof typeof KNOWN => Object.hasOwn(KNOWN, certainty);

/** How a rule is known, in words. */
export const certaintyInWords = (certainty: string, say: Say): string =>
  isKnown(certainty) ? say(KNOWN[certainty]) : certainty;

/** `12 rules, documented, not run`; `99 rules: 97 compared with a real kernel; 2 from source, not run`. */
export function countInWords(rules: readonly RuleView[], say: Say): string {
  const all = rules.map(({ certainty }) => certaintyInWords(certainty, say));
  const kinds = [...new Set(all)].map((words) => ({ words, count: all.filter((one) => one === words).length }));
  const total = counted(say, rules.length, '{n} rule', '{n} rules');
  if (kinds.length === 1) return `${total}${say(', ')}${all[0]}`;
  const sorted = kinds.sort((a, b) => b.count - a.count);
  const each = sorted.map(({ words, count }) => say('{count} {known}', { count, known: words }));
  return `${total}${say(': ')}${each.join(say('; '))}`;
}

/** `EADDRINUSE, UDP only` */
export function givesInWords({ outcome, protocol }: RuleView, say: Say): string | undefined {
  if (outcome === undefined || protocol === undefined) return outcome;
  return say('{outcome}, {protocol} only', { outcome, protocol: protocol.toUpperCase() });
}

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
function versionsInWords({ versions, commit, title, source }: RuleVersions, say: Say): string {
  const last = versions.at(-1) ?? '';
  const listed = versions.length < 2 ? last : `${versions.slice(0, -1).join(say(', '))}${say(' and ')}${last}`;
  return `Linux ${listed} (${commit}, "${title}"); ${source}`;
}

/** The versions of a rule under their labels. */
export const lifetimeInWords = (
  { since, until }: RuleView,
  say: Say,
): readonly (readonly [label: 'since' | 'until', words: string])[] => [
  ...(since === undefined ? [] : [['since', versionsInWords(since, say)] as const]),
  ...(until === undefined ? [] : [['until', versionsInWords(until, say)] as const]),
];
