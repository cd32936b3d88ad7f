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
  let change: PlanChange = { change: '', plan: { ...lined, services, serves: [] } };
  let now = foreseen(change, place, book);
  let tried = 0;
  const better = (): readonly [PlanChange, Foreseen] | undefined => {
    for (const id of now?.down ?? []) {
      for (const one of changesOfService(within(lined, change.plan), id, part.ids, place)) {
        if (++tried > MOST_TRIED) return undefined;
        const then = foreseen(one, place, book);
        if (then !== undefined && now !== undefined && rankOf(then) < rankOf(now)) return [one, then];
      }
    }
    return undefined;
  };
  const texts: string[] = [];
  while (now !== undefined && now.down.length > 0) {
    const step = better();
    if (step === undefined) return undefined;
    [change, now] = step;
    texts.push(change.change);
  }
  return texts.length === 0 ? undefined : proposalFrom(texts.join(BETWEEN_CHANGES), now);
}

/** The whole plan with the changed services, whose new ports no other may take. */
const within = (lined: LinedPlan, { services }: LinedPlan): LinedPlan => ({
  ...lined,
  services: lined.services.map((one) => services.find(({ id }) => id === one.id) ?? one),
});

/** Services that come up one after the other, and not together, are nearer to the aim than those that do not at all. */
const rankOf = ({ down, inSequence }: Foreseen): number => down.length + (inSequence ? 0 : 10_000);
