import { assembleReport } from '../../judge/report.ts';
import { judgePlan } from '../../judge/services/judge-plan.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import { withPlans } from '../../judge/with-plans.ts';
import { formatAddress } from '../../model/address.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { ServicePlan } from '../../model/service-plan.ts';
import { environmentOf, type OperatingSystem, ruleSet } from '../../rules/index.ts';
import type { CheckWhere } from '../check.ts';
import type { Conduct } from '../conduct.ts';
import { VERSION } from '../version.ts';
import { observePlan } from './observe-plan.ts';
import { type PreparedPlan, preparePlan } from './prepare-plan.ts';
import { suggestionsFor } from './suggestions.ts';

/** What becomes of the services of one file. */
export async function checkPlan(
  plan: ServicePlan,
  where: CheckWhere,
  conduct: Conduct,
  system: OperatingSystem = 'linux',
): Promise<Result<Report, FlowProblem>> {
  const prepared = await preparePlan(plan, where === 'predict');
  if (!prepared.ok) return prepared;
  const { ready } = prepared.value;
  const book = where === 'host' ? rulebookHere(prepared.value) : rulebookOf(prepared.value, system);
  const foreseen = judgePlan(ready, book);
  const suggestions = suggestionsFor(prepared.value, foreseen, book);
  const full: PlanReport = { ...foreseen, suggestions, notes: notesOn(prepared.value, where) };
  if (where === 'predict') return ok(predictedReport(prepared.value, full, system));
  return observePlan(prepared.value, full, { book, where, conduct });
}

/** The rules of a system on the host of a plan. */
export function rulebookOf({ within }: PreparedPlan, system: OperatingSystem): Rulebook {
  const rules = ruleSet(system);
  return { rules, env: environmentOf(within.host, [], rules.v6only) };
}

/** The rules on this host as it is. */
function rulebookHere({ place: { host } }: PreparedPlan): Rulebook {
  return { rules: ruleSet('linux'), env: environmentOf(host, []) };
}

function notesOn({ within: { made } }: PreparedPlan, where: CheckWhere): readonly string[] {
  if (made.length === 0) return [];
  const which = `${made.map(formatAddress).join(', ')} ${made.length === 1 ? 'is no address' : 'are no addresses'} of this host`;
  return [where === 'host' ? which : `${which}; here ${made.length === 1 ? 'it was' : 'they were'} added`];
}

/** A report on this host in which nothing else is. */
export function emptyReport({ place: { host } }: PreparedPlan, where: Report['where']): Report {
  const plan = { addresses: [], combinations: [], expectations: [] };
  const observations = { alone: [], together: [], matrices: [], expectations: [] };
  return assembleReport({ version: VERSION, where, host, held: [], plan, ports: [], observations });
}

function predictedReport(prepared: PreparedPlan, plan: PlanReport, system: OperatingSystem): Report {
  const { name, pairs } = ruleSet(system);
  const { env } = rulebookOf(prepared, system);
  const predicted = [{ os: system, name, certainty: pairs[0]?.certainty ?? 'unknown', v6only: env.bindv6only }];
  return withPlans({ ...emptyReport(prepared, 'host'), predicted }, [
    { ...plan, ...(system === 'linux' ? {} : { system: name }) },
  ]);
}
