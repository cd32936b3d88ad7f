import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import type { Problem, Result } from '../../model/result.ts';
import type { CheckTask, CheckWhere } from '../check.ts';
import { checkParts, type Work } from '../check-parts.ts';
import type { Conduct } from '../conduct.ts';
import { checkPlan } from './check-plan.ts';

/** Checks files that have services and nothing else; `leaveOut` as of runCheck(). What trials and expectations need is not loaded. */
export function checkPlans(
  { plans }: Pick<CheckTask, 'plans'>,
  where: CheckWhere,
  conduct: Conduct,
  leaveOut: (problem: Problem) => void,
): Promise<Result<Report, FlowProblem>> {
  const parts = plans.map(
    (plan): Work =>
      (own, kernelProbed) =>
        checkPlan(plan, { where, kernelProbed }, own),
  );
  return checkParts({ parts, trials: 0, opensNothing: where === 'predict' }, conduct, leaveOut);
}
