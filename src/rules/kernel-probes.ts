import { formatStep } from '../model/step-outcome.ts';
import type { Trial, TrialReport } from '../model/trial.ts';
import { linuxExample } from './linux/examples/index.ts';
import { LINUX } from './linux/set.ts';
import { CHANGE_NAMES, type ChangeName } from './linux/versions/changes.ts';
import { untold } from './linux/versions/kernel.ts';
import { PROBES } from './linux/versions/probes.ts';
import { kernelOf } from './linux-of.ts';
import { textsOf } from './sentences.ts';

/** A trial for each change of which the version of a kernel does not tell whether it has it; its id is that of the change. */
export const kernelProbes = (facts: Parameters<typeof kernelOf>[0]): readonly Trial[] =>
  untold(kernelOf(facts)).flatMap((name) => {
    const text = textsOf(LINUX).find(({ id }) => id === PROBES[name]?.rule);
    const example = text === undefined ? undefined : linuxExample(text);
    return example !== undefined && 'example' in example ? [{ ...example.example, id: name }] : [];
  });

/** What those trials have told: whether the kernel has each change. A trial that came to something else tells nothing. */
export const probedBy = (trials: readonly TrialReport[]): Readonly<Record<string, boolean>> =>
  Object.fromEntries(trials.flatMap((trial) => toldBy(trial)));

function toldBy({ id, steps }: TrialReport): [ChangeName, boolean][] {
  const name = CHANGE_NAMES.find((one) => one === id);
  const probe = name === undefined ? undefined : PROBES[name];
  if (name === undefined || probe === undefined) return [];
  const { step = steps.length - 1, has, lacks } = probe;
  const telling = steps[step];
  if (telling === undefined || steps.slice(0, step).some(({ met }) => !met)) return [];
  const outcome = formatStep(telling.observed);
  if (outcome === has) return [[name, true]];
  return (typeof lacks === 'string' ? outcome === lacks : lacks.test(outcome)) ? [[name, false]] : [];
}
