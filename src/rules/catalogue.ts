import type { Trial } from '../model/trial.ts';
import { exampleOf } from './examples.ts';
import type { ChangeText } from './linux/versions/change.ts';
import { lifetimeOf } from './linux/versions/lifetime.ts';
import type { Decision, LaterRule, OperatingSystem, RuleText } from './rule.ts';
import { textsOf } from './sentences.ts';
import { OPERATING_SYSTEMS, type RuleId, ruleSet } from './systems.ts';

export { kernelProbes, probedBy } from './kernel-probes.ts';

/** Everything that can be told about one rule. */
export interface RuleEntry extends Omit<RuleText<RuleId>, 'why'> {
  readonly os: OperatingSystem;
  /** As people write the operating system: `Linux`. */
  readonly system: string;
  /** `ok`, `unknown`, or the errno that it gives; absent where it refuses nothing. */
  readonly outcome?: Decision;
  /** `tcp` or `udp`, where it is for one of them only. */
  readonly protocol?: string;
  /** The kernels between which it holds; absent: on all. */
  readonly since?: ChangeText;
  readonly until?: ChangeText;
  /** A trial that `check` runs. */
  readonly example?: Trial;
  /** Why there is none. */
  readonly noExample?: string;
  /** Rules of the same name of other operating systems. */
  readonly elsewhere: readonly string[];
}

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
      ...decided(text),
      ...lifetimeOf(text.id),
      ...exampleOf(set.os, text),
      elsewhere: ids.filter((id) => id !== text.id && nameOf(id) === nameOf(text.id)),
    })),
  );
}

const decided = ({ decision, protocol }: LaterRule): Pick<RuleEntry, 'outcome' | 'protocol'> => ({
  ...(decision === undefined ? {} : { outcome: decision }),
  ...(protocol === undefined ? {} : { protocol }),
});
