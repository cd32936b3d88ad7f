import type { ConfigFile } from '../../config/build-file.ts';
import { experimentOf } from '../../config/experiment-of.ts';
import { type CheckTask, runCheck } from '../../flows/check.ts';
import { pickTrials } from '../../flows/check-files.ts';
import { checkOnSnapshot } from '../../flows/check-on-snapshot.ts';
import { readFroms } from '../../flows/services/read-from.ts';
import { ok, type Problem, type Result } from '../../model/result.ts';
import { type Failure, failed, flowFailed, misused } from './failure.ts';
import { readHost } from './host.ts';
import { type Given, readInput } from './input.ts';
import { type Places, plainProblem } from './places.ts';
import { type PresentedReport, presentedReport } from './present.ts';

/** The options of check(), as they were given. */
export interface CheckAsk {
  readonly only?: unknown;
  readonly host?: unknown;
  readonly signal: AbortSignal;
}

/** Tries everything that a file asks to be checked, in sandboxes; of a described host its rules say what would happen. */
export async function checked(
  given: Given,
  { only, host, signal }: CheckAsk,
): Promise<Result<PresentedReport, Failure>> {
  const read = readInput(given, 'the file');
  if (!read.ok) return read;
  const { config, places } = read.value;
  const task = taskOf(config, places, only);
  if (!task.ok) return task;
  const snapshot = readHost(host);
  if (!snapshot.ok) return snapshot;
  const left: Problem[] = [];
  const conduct = { signal, progress: () => undefined };
  const report =
    snapshot.value === undefined
      ? await runCheck(task.value, 'sandbox', conduct, (one) => left.push(one))
      : checkOnSnapshot(task.value, snapshot.value);
  if (!report.ok) return flowFailed(report.error, places);
  // What was left out is in no report: a check that was not made is none that was met.
  if (left.length > 0)
    return failed(
      'cannot',
      left.map((one) => ({ ...plainProblem(one), path: [] })),
    );
  return ok(presentedReport(report.value));
}

function taskOf(config: ConfigFile, places: Places, only: unknown): Result<CheckTask, Failure> {
  const experiment = experimentOf(config);
  const plan = config.plan === undefined ? undefined : readFroms(config.plan);
  if (plan?.ok === false)
    return failed(
      'config',
      plan.error.map((one) => places.ofConfig(one)),
    );
  const task: CheckTask = {
    experiments: experiment.expect.length > 0 ? [experiment] : [],
    trials: config.trials,
    plans: plan === undefined ? [] : [plan.value],
  };
  if (task.experiments.length + task.trials.length + task.plans.length === 0)
    return failed('config', [{ message: 'nothing to check', hint: 'give services, trials or expect', path: [] }]);
  return only === undefined ? ok(task) : picked(task, only);
}

function picked(task: CheckTask, only: unknown): Result<CheckTask, Failure> {
  const globs = [only].flat();
  if (globs.length === 0 || !globs.every((glob) => typeof glob === 'string'))
    return misused({ message: 'must be a glob of ids of trials, or a list of them' }, ['only']);
  const found = pickTrials(task, globs);
  if (found.ok) return found;
  return misused({ ...found.error, message: found.error.message.replace(/^--only /, '') }, ['only']);
}
