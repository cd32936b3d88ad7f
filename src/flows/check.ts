import type { Experiment } from '../model/experiment.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import type { Problem, Result } from '../model/result.ts';
import type { ServicePlan } from '../model/service-plan.ts';
import type { Trial } from '../model/trial.ts';
import { checkParts, type Work } from './check-parts.ts';
import type { Conduct } from './conduct.ts';
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
export function runCheck(
  { experiments, trials, plans }: CheckTask,
  where: CheckWhere,
  conduct: Conduct,
  leaveOut: (problem: Problem) => void,
): Promise<Result<Report, FlowProblem>> {
  const parts = [
    ...plans.map((plan) => servicesOf(plan, where)),
    ...experiments.map(expectationsOf),
    ...(trials.length > 0 ? [trialsOf(trials)] : []),
  ];
  return checkParts({ parts, trials: trials.length, opensNothing: false }, conduct, leaveOut);
}

const servicesOf =
  (plan: ServicePlan, where: CheckWhere): Work =>
  async (conduct, kernelProbed) => {
    const { checkPlan } = await import('./services/check-plan.ts');
    return checkPlan(plan, { where, kernelProbed }, conduct);
  };

const expectationsOf =
  (experiment: Experiment): Work =>
  async (conduct, kernelProbed) => {
    const judged = await runSandboxed(
      { ...experiment, where: 'sandbox', show: [], ...(kernelProbed === undefined ? {} : { kernelProbed }) },
      { ...conduct, withLinkFacts: false, onPorts: () => undefined },
    );
    if (judged.ok) conduct.onJudged?.(judged.value);
    return judged;
  };

const trialsOf =
  (trials: readonly Trial[]): Work =>
  (conduct, kernelProbed) =>
    runTrials(trials, { withTables: false, kernelProbed }, conduct);
