import { type Loaded, loadExperiment } from '../config/load.ts';
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
    const read = await loadExperiment(file, {});
    wrong ||= !read.ok;
    if (!read.ok) for (const one of read.error) problems.push(one);
    else if (asksNothing(read.value))
      problems.push({ message: `${file}: nothing to check`, hint: 'write trials: or expect: in it' });
    else {
      loaded.push(read.value);
      const { expect, where } = read.value.experiment;
      if (expect.length > 0 && where === 'host') aboutHost.push(file);
    }
  }
  if (wrong || loaded.length === 0) return { task: undefined, problems, aboutHost };
  const experiments = loaded.map(({ experiment }) => experiment).filter(({ expect }) => expect.length > 0);
  return { task: { experiments, trials: loaded.flatMap(({ trials }) => trials) }, problems, aboutHost };
}

const asksNothing = ({ trials, experiment }: Loaded): boolean => trials.length + experiment.expect.length === 0;

/**
 * Only the trials whose id matches one of the globs, which are separated by commas; expectations have no id. A glob that
 * matches no id is a problem.
 */
export function pickTrials({ trials }: CheckTask, only: string | readonly string[]): Result<CheckTask> {
  const globs = [only].flat().flatMap(listValues);
  const useless = globs.find((glob) => !trials.some(({ id }) => globMatches(glob, id)));
  if (useless === undefined)
    return ok({ experiments: [], trials: trials.filter(({ id }) => globs.some((glob) => globMatches(glob, id))) });
  return trials.length === 0
    ? err({ message: `--only ${useless}: the files have no trials` })
    : problem(`--only ${useless}: no trial has such an id`, `the ids are ${idsOf(trials)}`);
}

function idsOf(trials: CheckTask['trials']): string {
  const ids = trials.slice(0, MOST_IDS).map(({ id }) => id);
  return `${ids.join(', ')}${trials.length > MOST_IDS ? ', …' : ''}`;
}
