import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readConfigFile } from '../../src/config/file.ts';
import type { Step, Trial } from '../../src/model/trial.ts';
import { catalogue, type RuleEntry } from '../../src/rules/catalogue.ts';
import type { LinuxRules } from '../../src/rules/linux/linux-rules.ts';
import type { LinuxRuleId } from '../../src/rules/linux/rule-id.ts';
import { textsOf } from '../../src/rules/sentences.ts';
import { without } from '../rules/without.ts';
import { draftTrial } from './draft.ts';
import { type Recorded, replay } from './guide.ts';
import type { Lab } from './lab.ts';
import { deviceNames, portsOf, settingOf } from './setting.ts';
import { stepsOf } from './steps.ts';

/** What came of one rule that was left out. */
export interface Mutation {
  readonly rule: string;
  /** The trial whose kernel disagrees without the rule, by its place among the random ones or by its name. */
  readonly caughtBy?: string;
  /** Why no trial can show the rule on this kernel. */
  readonly exempt?: string;
}

/** Where a trial that catches a rule may be, and in which order to look. */
export interface MutationsWork {
  readonly seed: number;
  /** How many random trials are looked at. */
  readonly trials: number;
  /** Look at the random trials first, which shows how much they find by themselves; else last, which takes less time. */
  readonly randomFirst: boolean;
}

/**
 * Leaves out each rule of Linux in turn, and looks for a trial whose kernel then disagrees: the rule's own example, the
 * regressions, and random trials. Each trial is run at most once; what was observed is judged again for every rule.
 */
export function mutations(lab: Lab, rules: LinuxRules, work: MutationsWork): readonly Mutation[] {
  const entries = new Map<string, RuleEntry>(catalogue().map((entry) => [entry.id, entry]));
  const regressions = recordRegressions(lab, rules);
  const random = recordRandom(lab, rules, work);
  const isCaught = (id: LinuxRuleId, recorded: Recorded): boolean =>
    replay(without(rules, id), recorded).kind === 'disagree';
  const held = textsOf(rules).filter(({ id }) => rules.holds(id));
  return held.map(({ id }) => {
    const { example, noExample } = entries.get(id) ?? {};
    const byExample = (): string | undefined =>
      example !== undefined && isCaught(id, recordTrial(lab, rules, example)) ? 'its own example' : undefined;
    const byRegression = (): string | undefined => regressions.find(({ recorded }) => isCaught(id, recorded))?.name;
    const byRandom = (): string | undefined => {
      const place = random().findIndex((recorded) => isCaught(id, recorded));
      return place < 0 ? undefined : `random trial ${place + 1}`;
    };
    const searches = work.randomFirst ? [byRandom, byExample, byRegression] : [byExample, byRegression, byRandom];
    const caughtBy = firstOf(searches);
    if (caughtBy !== undefined) return { rule: id, caughtBy };
    return { rule: id, ...(noExample === undefined ? {} : { exempt: noExample }) };
  });
}

function firstOf(searches: readonly (() => string | undefined)[]): string | undefined {
  for (const search of searches) {
    const found = search();
    if (found !== undefined) return found;
  }
  return undefined;
}

function recordRegressions(
  lab: Lab,
  rules: LinuxRules,
): readonly { readonly name: string; readonly recorded: Recorded }[] {
  const trials = regressionTrials().filter((trial) => lab.canBecome || !needsUsers(trial));
  return trials.map((trial) => ({ name: `regression ${trial.id}`, recorded: recordTrial(lab, rules, trial) }));
}

/** Runs the random trials when they are first asked for. */
function recordRandom(lab: Lab, rules: LinuxRules, { seed, trials }: MutationsWork): () => readonly Recorded[] {
  let recorded: readonly Recorded[] | undefined;
  return () => {
    recorded ??= Array.from({ length: Math.ceil(trials / CHUNK) }, (_, i) =>
      recordChunk(lab, rules, seed + i, i),
    ).flat();
    return recorded;
  };
}

const CHUNK = 250;

const needsUsers = ({ steps }: Trial): boolean => steps.some(({ uid = 0 }) => uid !== 0);

/** The trials of regressions/, which the tests run one by one. */
function regressionTrials(): Trial[] {
  const folder = join(process.env.PROJECT_ROOT ?? '.', 'test', 'fuzz', 'regressions');
  return readdirSync(folder).flatMap((name) => {
    const read = readConfigFile(join(folder, name));
    if (!read.ok) throw new Error(read.error.map(({ message }) => message).join('\n'));
    return read.value.trials;
  });
}

function recordChunk(lab: Lab, rules: LinuxRules, seed: number, index: number): Recorded[] {
  const { sandbox: setting } = settingOf(index);
  const drafts = fc.sample(draftTrial, { seed, numRuns: CHUNK });
  return lab.inside(setting, () =>
    drafts.map((draft, i) => {
      const drawn = stepsOf(draft, portsOf(i), deviceNames(setting), lab.canBecome);
      return lab.run(rules, setting, drawn, i).recorded;
    }),
  );
}

/** Runs a trial as it is written. */
export const recordTrial = (lab: Lab, rules: LinuxRules, { sandbox, steps }: Trial): Recorded =>
  lab.inside(sandbox, () => lab.runAsWritten(rules, sandbox, withOpenings(steps))).recorded;

/** The rules know the step that opens a socket by its opening fields, which a trial may leave out. */
function withOpenings(steps: readonly Step[]): readonly Step[] {
  const open = new Set<string>();
  return steps.map((step) => {
    if (!('socket' in step)) return step;
    const isKnown = open.has(step.socket) || ['accept', 'dup', 'fork'].includes(step.op);
    if (step.op === 'close' || step.op === 'reset') open.delete(step.socket);
    else open.add(step.socket);
    return isKnown ? step : ({ open: {}, ...step } as Step);
  });
}
