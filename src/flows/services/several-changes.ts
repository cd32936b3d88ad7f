import type { Rulebook } from '../../judge/services/trail.ts';
import { BETWEEN_CHANGES } from '../../model/plan-report.ts';
import type { BrokenPart } from '../../plan/services/changes.ts';
import type { LinedPlan } from '../../plan/services/lines.ts';
import type { PlanPlace } from '../../plan/services/ready.ts';
import { changesOfService, type PlanChange } from '../../plan/services/service-changes.ts';
import { type Foreseen, foreseen, type Proposal, proposalFrom } from './proposal.ts';

/** So many plans are judged on the way. */
const MOST_TRIED = 200;

/**
 * Changes to several services, by which all of a part would be up where no single change does it: of one service after the
 * other that is down the smallest change by which fewer are. Undefined where that leads nowhere.
 */
export function severalChanges(
  lined: LinedPlan,
  part: BrokenPart,
  place: PlanPlace,
  book: Rulebook,
): Proposal | undefined {
  const services = lined.services.filter(({ id }) => part.ids.has(id)).map((one) => ({ ...one, expect: ['up'] }));
  let left = MOST_TRIED;
  const judge = (one: PlanChange): Foreseen | undefined => (left-- > 0 ? foreseen(one, place, book) : undefined);
  let change: PlanChange = { change: '', plan: { ...lined, services, serves: [] } };
  let now = judge(change);
  const texts: string[] = [];
  while (now !== undefined && now.down.length > 0) {
    const whole = within(lined, change.plan);
    const changes = now.down.flatMap((id) => changesOfService(whole, id, part.ids, place));
    const step = firstBetter(now, changes, judge);
    if (step === undefined) return undefined;
    [change, now] = step;
    texts.push(change.change);
  }
  return texts.length === 0 ? undefined : proposalFrom(texts.join(BETWEEN_CHANGES), now);
}

/** The first change by which fewer services are down, and what becomes of them then. */
function firstBetter(
  now: Foreseen,
  changes: readonly PlanChange[],
  judge: (change: PlanChange) => Foreseen | undefined,
): readonly [PlanChange, Foreseen] | undefined {
  for (const change of changes) {
    const then = judge(change);
    if (then !== undefined && then.down.length < now.down.length) return [change, then];
  }
  return undefined;
}

/** The whole plan with the changed services, whose new ports no other may take. */
const within = (lined: LinedPlan, { services }: LinedPlan): LinedPlan => ({
  ...lined,
  services: lined.services.map((one) => services.find(({ id }) => id === one.id) ?? one),
});
