import { type Loaded, loadExperiment } from '../config/load.ts';
import type { Experiment } from '../model/experiment.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import { globMatches } from '../plan/glob.ts';
import { EXIT } from './exit.ts';
import { complain, complainOfAll } from './print.ts';

/** What files ask to be checked. */
export interface Task {
  /** Those of the files that expect something of a run. */
  readonly experiments: readonly Experiment[];
  readonly trials: readonly Trial[];
}

/** Ids that a message names at most. */
const MOST_IDS = 12;

/**
 * Reads all files; `-` is standard input. Tells every mistake in them, and gives the exit code then. A file that only
 * describes a run is passed over, but not in silence, and not where there is no other.
 */
export async function readTask(files: readonly string[]): Promise<Result<Task, number>> {
  const loaded: Loaded[] = [];
  let empty = 0;
  for (const file of files) {
    const read = await loadExperiment(file, {});
    if (!read.ok) complainOfAll(read.error);
    else if (asksNothing(read.value)) {
      complain(`${file}: there is nothing to check`, 'write trials: or expect: in it');
      empty++;
    } else loaded.push(read.value);
  }
  if (loaded.length === 0 || loaded.length + empty < files.length) return err(EXIT.config);
  return ok({
    experiments: loaded.map(({ experiment }) => experiment).filter(({ expect }) => expect.length > 0),
    trials: loaded.flatMap(({ trials }) => trials),
  });
}

const asksNothing = ({ trials, experiment }: Loaded): boolean => trials.length + experiment.expect.length === 0;

/** Only the trials whose id fits one of the globs; expectations have no id. A glob that fits none is a mistake. */
export function pickTrials({ trials }: Task, only: string | readonly string[]): Result<Task, number> {
  const globs = [only].flat().flatMap((text) => text.split(','));
  const useless = globs.find((glob) => !trials.some(({ id }) => globMatches(glob, id)));
  if (useless === undefined) {
    return ok({ experiments: [], trials: trials.filter(({ id }) => globs.some((glob) => globMatches(glob, id))) });
  }
  const ids = trials.slice(0, MOST_IDS).map(({ id }) => id);
  const more = trials.length > MOST_IDS ? ', …' : '';
  complain(
    `--only ${useless}: no trial has such an id`,
    ids.length === 0 ? 'there are no trials' : `the ids are ${ids.join(', ')}${more}`,
  );
  return err(EXIT.usage);
}
