import { withKernelDifferences } from '../judge/kernel-differences.ts';
import { mergeReports } from '../judge/merge-reports.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Problem, type Result } from '../model/result.ts';
import type { ServicePlan } from '../model/service-plan.ts';
import type { Trial } from '../model/trial.ts';
import { stopwatch } from '../run/stopwatch.ts';
import type { Conduct } from './conduct.ts';
import { type KernelProbed, probeKernel, withProbed } from './probe-kernel.ts';
import { runSandboxed } from './run-sandboxed.ts';
import { runTrials } from './sandboxed-trials.ts';

/** What is checked: at least one experiment or trial. */
export interface CheckTask {
  /** Experiments that expect something; only their expectations are tried. */
  readonly experiments: readonly Experiment[];
  readonly trials: readonly Trial[];
  /** Files with services. */
  readonly plans: readonly ServicePlan[];
}

/** Where services start: by the rules alone, or for real in a sandbox or on this host. Expectations and trials have a sandbox. */
export type CheckWhere = 'sandbox' | 'host' | 'predict';

/**
 * Tries every expectation and every trial, in sandboxes, one sandbox after the other. `leaveOut` is told of what cannot be
 * tried here while the rest is: an address that this kernel refuses is no reason to know nothing of the other files.
 */
export async function runCheck(
  { experiments, trials, plans }: CheckTask,
  where: CheckWhere,
  conduct: Conduct,
  leaveOut: (problem: Problem) => void,
): Promise<Result<Report, FlowProblem>> {
  const elapsed = stopwatch();
  // By the rules alone nothing is opened, not even a sandbox that asks the kernel what its version leaves open.
  const opensNothing = where === 'predict' && experiments.length + trials.length === 0;
  const kernelProbed = opensNothing ? undefined : await probeKernel(conduct.signal);
  const reports: Report[] = [];
  const left: Problem[] = [];
  const parts = [
    ...plans.map((plan) => servicesOf(plan, where, kernelProbed)),
    ...experiments.map((one) => expectationsOf(one, kernelProbed)),
    ...(trials.length > 0 ? [trialsOf(trials, kernelProbed)] : []),
  ];
  const conductOfPart = inParts(conduct, parts.length, trials.length);
  for (const work of parts) {
    const judged = await work(conductOfPart());
    if (judged.ok) reports.push(judged.value);
    else if (judged.error.kind !== 'cannot') return judged;
    else left.push(judged.error.problem);
  }
  const [first, ...others] = reports;
  const [problem] = left;
  if (first === undefined && problem !== undefined) return cannot(problem);
  if (first === undefined) throw new RangeError('no experiment or trial to check');
  for (const one of left) leaveOut(one);
  const report = mergeReports([first, ...others]);
  return ok(withKernelDifferences({ ...report, ...elapsed(), host: withProbed(report.host, kernelProbed) }));
}

/**
 * Conducts for parts that are done one after the other: the progress of each is that of the whole. How large a part is it
 * tells itself; the trials, which come last, are counted before.
 */
function inParts(conduct: Conduct, parts: number, trials: number): () => Conduct {
  const totals: number[] = [];
  return () => {
    const index = totals.push(0) - 1;
    const start = totals.reduce((sum, total) => sum + total, 0);
    const progress = (done: number, total: number): void => {
      totals[index] = total;
      const isLast = index === parts - 1;
      conduct.progress(start + done, start + total + (isLast ? 0 : trials));
    };
    return { ...conduct, progress };
  };
}

const servicesOf =
  (plan: ServicePlan, where: CheckWhere, kernelProbed: KernelProbed | undefined): Work =>
  async ({ onJudged, ...conduct }) => {
    const { checkPlan } = await import('./services/check-plan.ts');
    // The trials that a plan becomes are no verdicts of their own.
    const judged = await checkPlan(plan, { where, kernelProbed }, conduct);
    if (judged.ok) onJudged?.(judged.value);
    return judged;
  };

type Work = (conduct: Conduct) => Promise<Result<Report, FlowProblem>>;

const expectationsOf =
  (experiment: Experiment, kernelProbed: KernelProbed | undefined): Work =>
  async (conduct) => {
    const judged = await runSandboxed(
      { ...experiment, where: 'sandbox', show: [], ...(kernelProbed === undefined ? {} : { kernelProbed }) },
      { ...conduct, withLinkFacts: false, onPorts: () => undefined },
    );
    if (judged.ok) conduct.onJudged?.(judged.value);
    return judged;
  };

const trialsOf =
  (trials: readonly Trial[], kernelProbed: KernelProbed | undefined): Work =>
  (conduct) =>
    runTrials(trials, { withTables: false, kernelProbed }, conduct);
