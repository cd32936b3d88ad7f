import { mergeReports } from '../judge/merge-reports.ts';
import type { Experiment } from '../model/experiment.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import { stopwatch } from '../run/stopwatch.ts';
import type { Conduct } from './conduct.ts';
import { runSandboxed } from './run-sandboxed.ts';
import { runTrials } from './sandboxed-trials.ts';

/** What is checked: at least one experiment or trial. */
export interface CheckTask {
  /** Experiments that expect something; only their expectations are tried. */
  readonly experiments: readonly Experiment[];
  readonly trials: readonly Trial[];
}

/** Tries every expectation and every trial, in sandboxes, one sandbox after the other. */
export async function runCheck(
  { experiments, trials }: CheckTask,
  conduct: Conduct,
): Promise<Result<Report, FlowProblem>> {
  const elapsed = stopwatch();
  const reports: Report[] = [];
  for (const work of [...experiments.map(expectationsOf), ...(trials.length > 0 ? [trialsOf(trials)] : [])]) {
    const judged = await work(conduct);
    if (!judged.ok) return judged;
    reports.push(judged.value);
  }
  const [first, ...others] = reports;
  if (first === undefined) throw new RangeError('no experiment or trial to check');
  return ok({ ...mergeReports([first, ...others]), ...elapsed() });
}

type Work = (conduct: Conduct) => Promise<Result<Report, FlowProblem>>;

const expectationsOf =
  (experiment: Experiment): Work =>
  async (conduct) => {
    const judged = await runSandboxed(
      { ...experiment, where: 'sandbox', show: [] },
      { ...conduct, withLinkFacts: false, onPorts: () => undefined },
    );
    if (judged.ok) conduct.onJudged?.(judged.value);
    return judged;
  };

const trialsOf =
  (trials: readonly Trial[]): Work =>
  (conduct) =>
    runTrials(trials, { withTables: false }, conduct);
