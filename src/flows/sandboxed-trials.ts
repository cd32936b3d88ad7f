import { mergeReports } from '../judge/merge-reports.ts';
import { type TrialJudge, trialJudge } from '../judge/trials.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { HostFacts } from '../model/host.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { Trial, TrialReport } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import { stopwatch } from '../run/stopwatch.ts';
import type { TrialsRequest } from '../sandbox/messages.ts';
import { runInSandbox } from '../sandbox/start.ts';
import type { Conduct } from './conduct.ts';
import { batchesOf } from './trial-batches.ts';

/** What is looked at beside the outcome of each step. */
export interface TrialView {
  /** The kernel's socket table after each step. */
  readonly withTables: boolean;
  /** Trials that can have nothing to do with each other follow each other in one namespace. */
  readonly mayShare?: true;
  /** Gives the report of the trial of that number, where more is known of it than `judge` knows. */
  readonly report?: (index: number, result: TrialResult, judge: TrialJudge) => TrialReport | undefined;
  /** What trials have told of the kernel before. */
  readonly kernelProbed?: HostFacts['kernelProbed'];
}

/**
 * Runs trials in one sandbox, each in a network namespace of its own unless it may share one. They are judged here while the
 * next ones run there.
 */
export async function runTrials(
  trials: readonly Trial[],
  { withTables, mayShare, kernelProbed, report }: TrialView,
  { signal, progress, onJudged, spare }: Conduct,
): Promise<Result<Report, FlowProblem>> {
  const elapsed = stopwatch();
  const judge = trialJudge(kernelProbed);
  const reports: TrialReport[] = [];
  const onTrialResults = (results: readonly TrialResult[]): void => {
    const before = reports.length;
    for (const result of results) {
      const trial = trials[reports.length];
      if (trial !== undefined) reports.push(report?.(reports.length, result, judge) ?? judge(trial, result));
    }
    onJudged?.({ expectations: [], trials: reports.slice(before) });
  };
  const request: TrialsRequest = { kind: 'trials', trials, withTables, ...(mayShare === true ? { mayShare } : {}) };
  const ended = await runInSandbox(request, { progress, onTrialResults }, signal, spare);
  return ended.ok ? ok({ ...ended.value, ...elapsed(), trials: reports }) : ended;
}

/** The same in several sandboxes at the same time. The reports are in the order of the trials, of which there is at least one. */
export async function runTrialsInBatches(
  trials: readonly Trial[],
  view: TrialView,
  { signal, progress }: Conduct,
): Promise<Result<Report, FlowProblem>> {
  const elapsed = stopwatch();
  const batches = batchesOf(trials);
  const done = batches.map(() => 0);
  const advance = (i: number, count: number): void => {
    done[i] = count;
    progress(
      done.reduce((sum, one) => sum + one, 0),
      trials.length,
    );
  };
  const results = await Promise.all(
    batches.map((batch, i) => runTrials(batch, view, { signal, progress: (count) => advance(i, count) })),
  );
  const merged = inOrderOf(trials, batches, results);
  return merged.ok ? ok({ ...merged.value, ...elapsed() }) : merged;
}

function inOrderOf(
  trials: readonly Trial[],
  batches: readonly (readonly Trial[])[],
  results: readonly Result<Report, FlowProblem>[],
): Result<Report, FlowProblem> {
  const reports = new Map<Trial, TrialReport>();
  let first: Report | undefined;
  for (const [i, result] of results.entries()) {
    if (!result.ok) return result;
    first ??= result.value;
    for (const [j, report] of result.value.trials.entries()) {
      const trial = batches[i]?.[j];
      if (trial !== undefined) reports.set(trial, report);
    }
  }
  if (first === undefined) throw new RangeError('no trial to run');
  return ok(mergeReports([{ ...first, trials: trials.flatMap((trial) => reports.get(trial) ?? []) }]));
}
