import type { Trial } from '../../src/model/trial.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import type { LinuxRules } from '../../src/rules/linux/linux-rules.ts';
import type { LinuxRuleId } from '../../src/rules/linux/rule-id.ts';
import { LINUX, linuxOnKernel } from '../../src/rules/linux/set.ts';
import type { ChangeName } from '../../src/rules/linux/versions/changes.ts';
import { PROBES } from '../../src/rules/linux/versions/probes.ts';
import { VALIDITY } from '../../src/rules/linux/versions/validity.ts';
import { replay } from './guide.ts';
import type { Lab } from './lab.ts';
import { type Mutation, recordTrial } from './mutations.ts';

/**
 * The rules that this kernel has and a current one does not have. Each depends on one change of the kernel: were it taken
 * for a kernel that differs in that change, an example of the rules of that change must come to something else than foreseen.
 */
export function olderRules(lab: Lab, rules: LinuxRules): readonly Mutation[] {
  const older = (Object.keys(VALIDITY) as LinuxRuleId[]).filter((id) => rules.holds(id) && !LINUX.holds(id));
  return older.map((id) => {
    const { noExample } = catalogue().find((entry) => entry.id === id) ?? {};
    if (noExample !== undefined) return { rule: id, exempt: noExample };
    const { since, until } = VALIDITY[id] ?? {};
    const change = until ?? since;
    const telling =
      change === undefined ? undefined : examplesOf(change).find((trial) => tells(lab, rules, change, trial));
    return { rule: id, ...(telling === undefined ? {} : { caughtBy: telling.id }) };
  });
}

/** The examples of the rules that a change begins or ends, and the one that shows whether a kernel has it. */
const examplesOf = (change: ChangeName): readonly Trial[] =>
  catalogue().flatMap(({ id, example }) => {
    const { since, until } = VALIDITY[id as LinuxRuleId] ?? {};
    const isOfChange = [since, until].includes(change) || PROBES[change]?.rule === id;
    return example !== undefined && isOfChange ? [example] : [];
  });

function tells(lab: Lab, rules: LinuxRules, change: ChangeName, trial: Trial): boolean {
  const recorded = recordTrial(lab, rules, trial);
  const otherwise = linuxOnKernel({ ...rules.kernel, [change]: rules.kernel[change] === 'yes' ? 'no' : 'yes' });
  return replay(rules, recorded).kind === 'agree' && replay(otherwise, recorded).kind !== 'agree';
}
