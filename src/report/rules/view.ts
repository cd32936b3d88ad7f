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
  /** Ids of the rules of the same name of other systems. */
  readonly elsewhere: readonly string[];
  /** The lines of a YAML file with one trial. */
  readonly example?: readonly string[];
  /** Why there is none. */
  readonly noExample?: string;
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
