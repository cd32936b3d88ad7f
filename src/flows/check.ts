import { withKernelDifferences } from '../judge/kernel-differences.ts';
import { mergeReports } from '../judge/merge-reports.ts';
import type { Experiment } from '../model/experiment.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { Trial } from '../model/trial.ts';
import type { Conduct } from './conduct.ts';
import { type KernelProbed, probeKernel, withProbed } from './probe-kernel.ts';
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
  const kernelProbed = await probeKernel(conduct.signal);
  const reports: Report[] = [];
  for (const work of [
    ...experiments.map((one) => expectationsOf(one, kernelProbed)),
    ...(trials.length > 0 ? [trialsOf(trials, kernelProbed)] : []),
  ]) {
    const judged = await work(conduct);
    if (!judged.ok) return judged;
    reports.push(judged.value);
  }
  const [first, ...others] = reports;
  if (first === undefined) throw new RangeError('no experiment or trial to check');
  const report = mergeReports([first, ...others]);
  return ok(withKernelDifferences({ ...report, host: withProbed(report.host, kernelProbed) }));
}

type Work = (conduct: Conduct) => Promise<Result<Report, FlowProblem>>;

const expectationsOf =
  (experiment: Experiment, kernelProbed: KernelProbed | undefined): Work =>
  (conduct) =>
    runSandboxed(
      { ...experiment, where: 'sandbox', show: [], ...(kernelProbed === undefined ? {} : { kernelProbed }) },
      { ...conduct, withLinkFacts: false, onPorts: () => undefined },
    );

const trialsOf =
  (trials: readonly Trial[], kernelProbed: KernelProbed | undefined): Work =>
  (conduct) =>
    runTrials(trials, { withTables: false, kernelProbed }, conduct);
