import type { SeenStep, SeenTrial, SuiteResults } from './guest/results.ts';

/** What one kernel did, in figures. */
export interface Figures {
  readonly version: string;
  readonly trials: number;
  readonly pairs: number;
  readonly random: number;
  readonly steps: number;
  readonly unknown: number;
  /** Steps for which the kernel lacks something. */
  readonly lacking: number;
  /** One line each. */
  readonly disagreements: readonly string[];
}

/** Of a step that was not run, or that needs an option or a protocol which the kernel does not have. */
const isLacking = ({ observed, predicted }: SeenStep): boolean =>
  observed === 'not tried' || (LACKED.has(observed) && !predicted.includes(observed));

const LACKED: ReadonlySet<string> = new Set(['ENOPROTOOPT', 'EPROTONOSUPPORT', 'EAFNOSUPPORT']);

const isUnknown = ({ predicted }: SeenStep): boolean => predicted.includes('unknown');

/** The steps up to the first that the kernel lacks something for: what comes after it means nothing. */
function judged({ steps, reason }: SeenTrial): readonly SeenStep[] {
  if (reason !== undefined) return [];
  const end = steps.findIndex(isLacking);
  return end < 0 ? steps : steps.slice(0, end);
}

/** Sums up what was seen on one kernel. */
export function figures({ version, trials, pairs, fuzz, older }: SuiteResults): Figures {
  const written = [...trials, ...pairs];
  const steps = written.flatMap(judged);
  const count = (tally: Readonly<Record<string, number>>): number => Object.values(tally).reduce((a, b) => a + b, 0);
  return {
    version,
    trials: trials.length,
    pairs: pairs.length,
    random: fuzz.trials,
    steps: steps.length + fuzz.steps,
    unknown: steps.filter(isUnknown).length + count(fuzz.unknowns),
    lacking: written.filter((trial) => trial.steps.some(isLacking)).length + count(fuzz.lacking),
    disagreements: [
      ...written.flatMap(disagreement),
      ...older.filter(isMissed).map(({ rule }) => `no example shows that this kernel has ${rule}`),
      ...Object.entries(fuzz.kinds).map(([kind, n]) => `${n} random: ${kind}`),
    ],
  };
}

/** Nothing shows that the kernel has the rule, though a trial could. */
const isMissed = ({ caughtBy, exempt }: SuiteResults['older'][number]): boolean =>
  caughtBy === undefined && exempt === undefined;

/** The first step of a trial at which the rules are wrong: those after it follow from it. */
function disagreement(trial: SeenTrial): readonly string[] {
  const steps = judged(trial);
  const i = steps.findIndex((one) => !isUnknown(one) && !one.predicted.includes(one.observed));
  const step = steps[i];
  if (step === undefined) return [];
  const { what, observed, predicted, rule } = step;
  return [
    `${trial.name}, step ${i + 1}, ${what}: observed ${observed}, predicted ${predicted.join(' or ')} by ${rule}`,
  ];
}

/**
 * Trials that disagree are tried again alone, as the fuzz does: beside others, the kernel may leave what it does at once to a
 * thread of its own (ksoftirqd), and the error of a datagram comes after the call that should have met it.
 */
export async function settled(
  seen: readonly SeenTrial[],
  again: () => Promise<readonly SeenTrial[]>,
): Promise<readonly SeenTrial[]> {
  if (seen.every((trial) => disagreement(trial).length === 0)) return seen;
  // A trial that could not be run again, or proves nothing then, has not settled anything.
  const ran = (await again()).filter(({ reason }) => reason === undefined);
  const alone = new Map(ran.map((trial) => [trial.name, trial]));
  return seen.map((trial) => (disagreement(trial).length === 0 ? trial : (alone.get(trial.name) ?? trial)));
}

/** A step that does not do the same on every kernel. */
export interface Difference {
  /** `kernels: fastreuse-cached, step 3` */
  readonly where: string;
  readonly what: string;
  /** The versions of the kernels, by what was observed on them. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
}

/** The first step of each trial that differs between kernels. Where chance decides, and where a kernel lacks something, nothing is compared. */
export function differences(all: readonly SuiteResults[]): readonly Difference[] {
  const seen = all.map(({ version, trials, pairs }) => ({
    version,
    trials: new Map([...trials, ...pairs].map((trial) => [trial.name, trial])),
  }));
  const names = new Set(seen.flatMap(({ trials }) => [...trials.keys()]));
  return [...names].flatMap((name) => {
    const runs = seen.flatMap(({ version, trials }) => {
      const trial = trials.get(name);
      return trial === undefined ? [] : [{ version, steps: judged(trial) }];
    });
    return firstDifference(name, runs);
  });
}

interface Run {
  readonly version: string;
  readonly steps: readonly SeenStep[];
}

function firstDifference(name: string, runs: readonly Run[]): readonly Difference[] {
  const longest = Math.max(0, ...runs.map(({ steps }) => steps.length));
  for (let i = 0; i < longest; i++) {
    const at = runs.flatMap(({ version, steps }) => {
      const step = steps[i];
      return step === undefined ? [] : [{ version, step }];
    });
    const isChance = at.some(({ step }) => step.predicted.length > 1 || isUnknown(step));
    if (isChance || at.some(({ step }) => step.observed.includes('port='))) return [];
    const outcomes: Record<string, string[]> = {};
    for (const { version, step } of at) outcomes[step.observed] = [...(outcomes[step.observed] ?? []), version];
    if (Object.keys(outcomes).length < 2) continue;
    return [{ where: `${name}, step ${i + 1}`, what: at[0]?.step.what ?? '', outcomes }];
  }
  return [];
}
