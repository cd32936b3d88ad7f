import { emptyReport } from '../../judge/empty-report.ts';
import { rulesOf } from '../../judge/platform-rules.ts';
import { AlikeParts } from '../../judge/services/alike-parts.ts';
import { componentsOf } from '../../judge/services/components.ts';
import { judgeParts } from '../../judge/services/judge-parts.ts';
import { planReport } from '../../judge/services/judge-plan.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import { withPlans } from '../../judge/with-plans.ts';
import { cannot, type FlowProblem } from '../../model/flow-problem.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { ServicePlan } from '../../model/service-plan.ts';
import { type AskedSystem, environmentOf, type RuleSet } from '../../rules/index.ts';
import { stopwatch } from '../../run/stopwatch.ts';
import type { CheckWhere } from '../check.ts';
import type { Conduct } from '../conduct.ts';
import type { KernelProbed } from '../probe-kernel.ts';
import { VERSION } from '../version.ts';
import { notesOn, orderNotes } from './notes.ts';
import { observePlan } from './observe-plan.ts';
import { type PreparedPlan, preparePlan } from './prepare-plan.ts';
import { proposalsFor } from './suggestions.ts';

/** How a plan is tried. */
interface Setting {
  readonly where: CheckWhere;
  /** Whose rules are asked. Absent: those of this kernel. */
  readonly system?: AskedSystem;
  readonly kernelProbed?: KernelProbed | undefined;
}

/** What becomes of the services of one file. The trials that a plan becomes are no verdicts of their own. */
export async function checkPlan(
  plan: ServicePlan,
  setting: Setting,
  { onJudged, ...conduct }: Conduct,
): Promise<Result<Report, FlowProblem>> {
  const judged = await planJudged(plan, setting, conduct);
  if (judged.ok) onJudged?.(judged.value);
  return judged;
}

async function planJudged(
  plan: ServicePlan,
  { where, system, kernelProbed }: Setting,
  conduct: Conduct,
): Promise<Result<Report, FlowProblem>> {
  // A sandbox, and the host of another system, has what the plan asks for; this host is as it is.
  const lacking = where === 'sandbox' || system !== undefined ? 'added' : 'absent';
  const prepared = await preparePlan(plan, { passive: where === 'predict', lacking, kernelProbed });
  if (!prepared.ok) return prepared;
  const { ready } = prepared.value;
  if (where === 'predict') conduct.progress(0, ready.services.length);
  const book = rulebookOf(prepared.value, where, system?.rules ?? rulesOf(prepared.value.place.host));
  const parts = new AlikeParts(componentsOf(ready), book.env);
  const verdicts = judgeParts(parts, ready.start, book);
  const foreseen = planReport(ready, verdicts, book);
  const sought = await proposalsFor(prepared.value, { parts: parts.parts, plan: foreseen }, book, where === 'predict');
  if (!sought.ok) return cannot(sought.error);
  const { proposals } = sought.value;
  const notes = new Set([
    ...foreseen.notes,
    ...notesOn(prepared.value, lacking),
    ...orderNotes(parts.parts, { plan: foreseen, start: ready.start, where }),
    ...sought.value.notes,
  ]);
  const full: PlanReport = {
    ...foreseen,
    suggestions: proposals.map(({ suggestion }) => suggestion),
    notes: [...notes],
  };
  if (where === 'predict') return ok(predictedReport(prepared.value, full, book, system));
  if (ready.services.length === 0) return ok(withPlans(reportOn(prepared.value, where), [full]));
  return observePlan(prepared.value, { parts, verdicts, plan: full, proposals }, { book, where, conduct });
}

/** The rules on this host as it is, or with the addresses of the plan. */
function rulebookOf({ place, within }: PreparedPlan, where: CheckWhere, rules: RuleSet): Rulebook {
  return { rules, env: environmentOf(where === 'host' ? place.host : within.host, [], rules.v6only) };
}

/** A report on this host in which nothing else is. */
const reportOn = ({ place: { host } }: PreparedPlan, where: Report['where']): Report =>
  emptyReport(VERSION, stopwatch()(), where, host);

function predictedReport(
  prepared: PreparedPlan,
  plan: PlanReport,
  { rules, env }: Rulebook,
  system: AskedSystem | undefined,
): Report {
  const { id, name, newestOf } = system ?? { id: rules.os, name: rules.name };
  const certainty = rules.pairs[0]?.certainty ?? 'unknown';
  const predicted = {
    os: id,
    name,
    certainty,
    v6only: env.bindv6only,
    ...(newestOf === undefined ? {} : { newestOf }),
  };
  return withPlans({ ...reportOn(prepared, 'host'), predicted: [predicted] }, [
    { ...plan, ...(id === 'linux' ? {} : { system: name }) },
  ]);
}
