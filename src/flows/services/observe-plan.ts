import { mergeReports } from '../../judge/merge-reports.ts';
import { componentsOf } from '../../judge/services/components.ts';
import { judgeComponent } from '../../judge/services/judge-component.ts';
import { planReport } from '../../judge/services/judge-plan.ts';
import { trialOf } from '../../judge/services/plan-trial.ts';
import type { Observed, Rulebook } from '../../judge/services/trail.ts';
import { withPlans } from '../../judge/with-plans.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Trial, TrialReport } from '../../model/trial.ts';
import type { CheckWhere } from '../check.ts';
import type { Conduct } from '../conduct.ts';
import { runTrials } from '../sandboxed-trials.ts';
import type { PreparedPlan } from './prepare-plan.ts';
import { runHere } from './run-here.ts';

/** How a plan is tried. */
export interface Observation {
  readonly book: Rulebook;
  readonly where: CheckWhere;
  readonly conduct: Conduct;
}

/** So often what was observed leads to other calls than those that were tried, and these are tried too. */
const MOST_ROUNDS = 4;

/** Starts the services on real sockets, and lays what happened beside what the rules foresee. */
export async function observePlan(
  prepared: PreparedPlan,
  foreseen: PlanReport,
  { book, where, conduct }: Observation,
): Promise<Result<Report, FlowProblem>> {
  const { ready, within } = prepared;
  const components = componentsOf(ready);
  let seen: readonly (Observed | undefined)[] = components.map(() => undefined);
  for (let round = 1; ; round++) {
    const parts = components.map((component, i) => judgeComponent(component, ready.start, book, seen[i]));
    const trials = parts.map((part, i) => trialOf(part, `part-${i + 1}`, { sandbox: within.sandbox, book }));
    const run =
      where === 'host'
        ? runHere(trials, components, prepared, conduct)
        : await runTrials(trials, { withTables: false }, conduct);
    if (!run.ok) return run;
    const now = run.value.trials.map((report, i) => observedOf(trials[i], report));
    if (
      round < MOST_ROUNDS &&
      parts.some((part, i) => deviates(part.steps.length, now[i], seen[i], trials[i]))
    ) {
      seen = now;
      continue;
    }
    const judged = components.map((component, i) => judgeComponent(component, ready.start, book, now[i]));
    const { suggestions, notes } = foreseen;
    const plan = {
      ...planReport(ready, judged, book),
      suggestions,
      notes: [...notes, ...skippedNotes(run.value.trials)],
    };
    return ok(reportOf(run.value, plan));
  }
}

/** Whether a step did something else than it did, or was foreseen to do, when the steps after it were chosen. */
function deviates(
  steps: number,
  now: Observed | undefined,
  before: Observed | undefined,
  trial: Trial | undefined,
): boolean {
  if (now === undefined || trial === undefined) return false;
  return now.slice(0, steps).some(({ step, outcome }, i) => {
    const was = before?.[i];
    if (was !== undefined && JSON.stringify(was.step) === JSON.stringify(step))
      return was.outcome.kind !== outcome.kind;
    const expected = trial.steps[i]?.expect ?? [];
    return (outcome.kind === 'ok') !== expected.includes('ok');
  });
}

/** The steps of a trial as the judge asked for them. Undefined where the trial could not be run. */
function observedOf(trial: Trial | undefined, { steps, status }: TrialReport): Observed | undefined {
  if (trial === undefined || status === 'skipped') return undefined;
  return steps.flatMap(({ observed }, i) => {
    const step = trial.steps[i];
    return step === undefined || step.op === 'deliver'
      ? []
      : [{ step: { ...step, expect: ['ok'] }, outcome: observed }];
  });
}

const skippedNotes = (trials: readonly TrialReport[]): string[] => [
  ...new Set(
    trials.flatMap(({ status, reason }) =>
      status === 'skipped' ? [`by the rules, not tried: ${reason ?? 'it could not be run'}`] : [],
    ),
  ),
];

/** The report of the sandbox, whose trials are told as services; where rule and kernel differ, it says so. */
function reportOf(ran: Report, plan: PlanReport): Report {
  const { disagreements, summary, ...rest } = mergeReports([ran]);
  const none = { met: 0, unmet: 0, inconclusive: 0, skipped: 0 };
  return withPlans({ ...rest, trials: [], disagreements, summary: { ...summary, trials: none } }, [plan]);
}
