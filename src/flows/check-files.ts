import { type Loaded, loadExperiment } from '../config/load.ts';
import { readText } from '../config/read-text.ts';
import { detectInput, type InputFormat } from '../inputs/detect.ts';
import { listValues } from '../model/list-text.ts';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import { globMatches } from '../plan/glob.ts';
import type { CheckTask } from './check.ts';

/** What files ask to be checked, and the files that ask for nothing. */
export interface CheckFiles {
  /** Undefined where a file is wrong, or where none asks for anything. */
  readonly task: CheckTask | undefined;
  /** Every mistake in the files, and each file that only describes a run. */
  readonly problems: readonly Problem[];
  /** The files whose expectations are about this host, `in: host`: what is checked is a sandbox all the same. */
  readonly aboutHost: readonly string[];
}

/** Ids that a message names at most. */
const MOST_IDS = 12;

/** Reads all files; `-` is standard input. */
export async function readCheckFiles(files: readonly string[]): Promise<CheckFiles> {
  const loaded: Loaded[] = [];
  const problems: Problem[] = [];
  const aboutHost: string[] = [];
  let wrong = false;
  for (const file of files) {
    const read = await load(file);
    wrong ||= !read.ok;
    if (!read.ok) for (const one of read.error) problems.push(one);
    else if (asksNothing(read.value))
      problems.push({ message: `${file}: nothing to check`, hint: 'write services:, trials: or expect: in it' });
    else {
      loaded.push(read.value);
      const { expect, where } = read.value.experiment;
      if (expect.length > 0 && where === 'host') aboutHost.push(file);
    }
  }
  if (wrong || loaded.length === 0) return { task: undefined, problems, aboutHost };
  const experiments = loaded.map(({ experiment }) => experiment).filter(({ expect }) => expect.length > 0);
  const trials = loaded.flatMap((one) => one.trials);
  const plans = loaded.flatMap(({ plan }) => plan ?? []);
  return { task: { experiments, trials, plans }, problems, aboutHost };
}

/** A file of this program, or a server's own file, which is a plan. */
async function load(file: string): Promise<Result<Loaded, readonly Problem[]>> {
  const text = readText(file);
  if (!text.ok) return loadExperiment(file, {});
  const format = detectInput(file, text.value);
  if (format !== undefined) return loadServerFile(file, text.value, format);
  const loaded = await loadExperiment(file, {}, text.value);
  if (!loaded.ok) return loaded;
  const { plan } = loaded.value;
  if (plan === undefined || plan.services.every(({ from }) => from === undefined)) return loaded;
  const { readFroms } = await import('./services/read-from.ts');
  const read = readFroms(plan);
  return read.ok ? ok({ ...loaded.value, plan: read.value }) : read;
}

async function loadServerFile(
  file: string,
  text: string,
  format: InputFormat,
): Promise<Result<Loaded, readonly Problem[]>> {
  const { planOfServerFile } = await import('./services/read-from.ts');
  const plan = planOfServerFile(file === '-' ? '<stdin>' : file, text, format);
  if (!plan.ok) return plan;
  const nothing = await loadExperiment(undefined, {});
  return nothing.ok ? ok({ ...nothing.value, plan: plan.value }) : nothing;
}

const asksNothing = ({ trials, experiment, plan }: Loaded): boolean =>
  plan === undefined && trials.length + experiment.expect.length === 0;

/**
 * Only the trials whose id matches one of the globs, which are separated by commas; expectations have no id. A glob that
 * matches no id is a problem.
 */
export function pickTrials({ trials }: CheckTask, only: string | readonly string[]): Result<CheckTask> {
  const globs = [only].flat().flatMap(listValues);
  const useless = globs.find((glob) => !trials.some(({ id }) => globMatches(glob, id)));
  if (useless === undefined)
    return ok({
      experiments: [],
      plans: [],
      trials: trials.filter(({ id }) => globs.some((glob) => globMatches(glob, id))),
    });
  return trials.length === 0
    ? err({ message: `--only ${useless}: the files have no trials` })
    : problem(`--only ${useless}: no trial has such an id`, `the ids are ${idsOf(trials)}`);
}

function idsOf(trials: CheckTask['trials']): string {
  const ids = trials.slice(0, MOST_IDS).map(({ id }) => id);
  return `${ids.join(', ')}${trials.length > MOST_IDS ? ', …' : ''}`;
}
