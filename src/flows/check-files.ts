import { problemAt } from '../config/config-problem.ts';
import { type Loaded, loadExperiment } from '../config/load.ts';
import { fileName, readText } from '../config/read-text.ts';
import { detectInput, type InputFormat } from '../inputs/detect.ts';
import { listValues } from '../model/list-text.ts';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import type { ServicePlan } from '../model/service-plan.ts';
import { globMatches } from '../plan/glob.ts';
import type { CheckTask } from './check.ts';
import { joinedPlan } from './services/joined-plan.ts';

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

/** Reads all files; `-` is standard input. Servers' own files are one plan. */
export async function readCheckFiles(files: readonly string[]): Promise<CheckFiles> {
  const reads: (FileRead & { readonly file: string })[] = [];
  for (const file of files) reads.push({ file, ...(await load(file)) });
  const problems = reads.flatMap(({ file, read }) => (read.ok ? nothingIn(file, read.value) : read.error));
  const found = reads.flatMap(({ file, read, isOfServer }) =>
    read.ok && !asksNothing(read.value) ? [{ file, loaded: read.value, isOfServer }] : [],
  );
  const aboutHost = found.filter(({ loaded }) => isAboutHost(loaded)).map(({ file }) => file);
  if (found.length === 0 || reads.some(({ read }) => !read.ok)) return { task: undefined, problems, aboutHost };
  const experiments = found.map(({ loaded }) => loaded.experiment).filter(({ expect }) => expect.length > 0);
  const trials = found.flatMap(({ loaded }) => loaded.trials);
  const plansOf = (ofServers: boolean): ServicePlan[] =>
    found.filter((one) => one.isOfServer === ofServers).flatMap(({ loaded }) => loaded.plan ?? []);
  return {
    task: { experiments, trials, plans: [...plansOf(false), ...joinedPlan(plansOf(true))] },
    problems,
    aboutHost,
  };
}

const nothingIn = (file: string, loaded: Loaded): Problem[] =>
  asksNothing(loaded)
    ? [
        problemAt(loaded.place ?? { file: fileName(file), line: 1, column: 1 }, {
          message: 'nothing to check',
          hint: loaded.plan === undefined ? NOTHING_WRITTEN : NOTHING_OPENED,
        }),
      ]
    : [];

const NOTHING_WRITTEN = 'write services:, trials: or expect: in it';
const NOTHING_OPENED = 'no line of it listens on a TCP or UDP port';

const isAboutHost = ({ experiment: { expect, where } }: Loaded): boolean => expect.length > 0 && where === 'host';

interface FileRead {
  readonly read: Result<Loaded, readonly Problem[]>;
  /** It is a server's own file, whose services start beside those of the others. */
  readonly isOfServer: boolean;
}

/** A file of this program, or a server's own file, which is a plan. */
async function load(file: string): Promise<FileRead> {
  const text = readText(file);
  const format = text.ok ? detectInput(file, text.value) : undefined;
  if (text.ok && format !== undefined)
    return { read: await loadServerFile(file, text.value, format), isOfServer: true };
  return { read: await loadOwnFile(file, text.ok ? text.value : undefined), isOfServer: false };
}

async function loadOwnFile(file: string, text: string | undefined): Promise<FileRead['read']> {
  if (text === undefined) return loadExperiment(file, {});
  const loaded = await loadExperiment(file, {}, text);
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

/** What a server's own file has and is skipped is told, also where it is all that the file has. */
const asksNothing = ({ trials, experiment, plan }: Loaded): boolean =>
  (plan === undefined || plan.services.length + plan.skipped.length === 0) &&
  trials.length + experiment.expect.length === 0;

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
