import type { Trial } from '../model/trial.ts';
import { OPERATING_SYSTEMS, type OperatingSystem, ruleSet } from './index.ts';
import { LINUX_EXAMPLES, trialOf } from './linux/examples/index.ts';
import { textsOf } from './prose.ts';
import type { RuleSet, RuleText } from './rule.ts';

/** Everything that can be told about one rule. */
export interface RuleEntry extends Omit<RuleText, 'why'> {
  readonly os: OperatingSystem;
  /** As people write the operating system: `Linux`. */
  readonly system: string;
  /** `ok` or the errno that it gives; absent where it refuses nothing. */
  readonly outcome?: string;
  /** `tcp` or `udp`, where it is for one of them only. */
  readonly protocol?: string;
  /** A trial that `check` runs. */
  readonly example?: Trial;
  /** Why there is none. */
  readonly noExample?: string;
  /** Rules of the same name of other operating systems. */
  readonly elsewhere: readonly string[];
}

const NOT_RUN = 'trials run on Linux, and this rule was read, not run';

const nameOf = (id: string): string => id.slice(id.indexOf('.') + 1);

/** Every rule of every operating system, in the order of the systems and of the kernel's checks. */
export function catalogue(): readonly RuleEntry[] {
  const sets = OPERATING_SYSTEMS.map(ruleSet);
  const ids = sets.flatMap((set) => textsOf(set).map(({ id }) => id));
  return sets.flatMap((set) =>
    textsOf(set).map((text) => ({
      id: text.id,
      sentence: text.sentence,
      condition: text.condition,
      source: text.source,
      certainty: text.certainty,
      os: set.os,
      system: set.name,
      ...outcomeOf(set, text.id),
      ...exampleOf(set.os, text),
      elsewhere: ids.filter((id) => id !== text.id && nameOf(id) === nameOf(text.id)),
    })),
  );
}

function outcomeOf(set: RuleSet, id: string): Pick<RuleEntry, 'outcome' | 'protocol'> {
  const check = set.checks.find((rule) => rule.id === id);
  if (check !== undefined) return { outcome: check.errno };
  const pair = set.pairs.find((rule) => rule.id === id);
  const call = set.calls.find((rule) => rule.id === id);
  const outcome = pair?.verdict ?? call?.errno;
  const protocol = pair?.protocol ?? call?.protocol;
  return { ...(outcome === undefined ? {} : { outcome }), ...(protocol === undefined ? {} : { protocol }) };
}

function exampleOf(os: OperatingSystem, text: RuleText): Pick<RuleEntry, 'example' | 'noExample'> {
  if (os !== 'linux') return { noExample: NOT_RUN };
  const example = LINUX_EXAMPLES[nameOf(text.id)];
  if (example === undefined) return {};
  if ('noExample' in example) return { noExample: example.noExample };
  const trial = trialOf(text, example);
  return trial === undefined ? {} : { example: trial };
}
