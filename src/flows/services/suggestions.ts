import { judgePlan } from '../../judge/services/judge-plan.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import type { PlanReport, Suggestion } from '../../model/plan-report.ts';
import { changesOf, type PlanChange } from '../../plan/services/changes.ts';
import { readyPlan } from '../../plan/services/ready.ts';
import type { PreparedPlan } from './prepare-plan.ts';

/** So many changes are shown, and so many are tried. */
const MOST_SHOWN = 4;
const MOST_TRIED = 40;

/** The changes by which all services of a part of the plan would be up, the smallest first; each was tried as a plan. */
export function suggestionsFor(
  { lined, place }: PreparedPlan,
  foreseen: PlanReport,
  book: Rulebook,
): readonly Suggestion[] {
  const wrong = foreseen.services.filter(({ status, verdict }) => status === 'unmet' && verdict !== 'up');
  if (wrong.length === 0) return [];
  const changes = changesOf(lined, foreseen, place).slice(0, MOST_TRIED);
  return changes.flatMap((change) => tried(change, place, book)).slice(0, MOST_SHOWN);
}

function tried({ change, plan, without }: PlanChange, place: PreparedPlan['place'], book: Rulebook): Suggestion[] {
  const held = without === undefined ? place.held : place.held.filter((one) => !without.includes(one));
  const ready = readyPlan(plan, { ...place, held });
  if (!ready.ok) return [];
  const { services } = judgePlan(ready.value, book);
  if (!services.every(({ verdict, status }) => verdict === 'up' && status !== 'inconclusive')) return [];
  return [
    { change, verdicts: Object.fromEntries(services.map(({ id, verdict }) => [id, verdict])), tried: 'predicted' },
  ];
}
