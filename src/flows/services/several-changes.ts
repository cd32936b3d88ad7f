import type { Rulebook } from '../../judge/services/trail.ts';
import { BETWEEN_CHANGES } from '../../model/plan-report.ts';
import { type BrokenPart, partOfPlan } from '../../plan/services/changes.ts';
import type { LinedPlan } from '../../plan/services/lines.ts';
import type { PlanPlace } from '../../plan/services/ready.ts';
import { changesOfService, type PlanChange } from '../../plan/services/service-changes.ts';
import { type Foreseen, foreseen, type Proposal, proposalFrom } from './proposal.ts';

/** So many plans are judged on the way. */
const MOST_TRIED = 200;

/** What the changes have to come to: all are up, or what is wanted of `serves:` is met too. */
export type Aim = 'up' | 'serving';

/**
 * Changes to several services, or to several lines of one, by which all of a part would be up where no single change does
 * it: of one service after the other that is down the smallest change after which fewer are, or less of one is. Undefined
 * where that leads nowhere.
 */
export function severalChanges(
  lined: LinedPlan,
  part: BrokenPart,
  place: PlanPlace,
  book: Rulebook,
  aim: Aim,
): Proposal | undefined {
  const wanted = partOfPlan(lined, part.ids);
  if (aim === 'serving' && wanted.serves.length === 0) return undefined;
  let left = MOST_TRIED;
  const judge = (one: PlanChange): Foreseen | undefined => (left-- > 0 ? foreseen(one, place, book) : undefined);
  let change: PlanChange = { change: '', plan: aim === 'up' ? { ...wanted, serves: [] } : wanted };
  let now = judge(change);
  const texts: string[] = [];
  while (now !== undefined && now.down.length > 0) {
    const whole = within(lined, change.plan);
    const changes = now.down.flatMap((id) => changesOfService(whole, id, part.ids, place));
    const step = bestStep(now, changes, judge);
    if (step === undefined) return undefined;
    [change, now] = step;
    texts.push(change.change);
  }
  if (texts.length === 0 || (aim === 'serving' && now?.unserved.length !== 0)) return undefined;
  return proposalFrom(
    texts.join(BETWEEN_CHANGES),
    foreseen({ ...change, plan: { ...change.plan, serves: wanted.serves } }, place, book),
  );
}

type Step = readonly [PlanChange, Foreseen];

/**
 * The first change after which fewer services are down, or else less of one; one that leaves out a line, where nothing takes
 * its place, only if no other helps. None of them loses what is wanted of `serves:`.
 */
function bestStep(
  now: Foreseen,
  changes: readonly PlanChange[],
  judge: (change: PlanChange) => Foreseen | undefined,
): Step | undefined {
  let lesser: Step | undefined;
  for (const change of changes.filter(({ loses }) => loses !== true)) {
    const then = judge(change);
    if (then === undefined || then.unserved.length > now.unserved.length) continue;
    if (then.down.length < now.down.length) return [change, then];
    if (then.down.length === now.down.length && then.troubles < now.troubles) lesser ??= [change, then];
  }
  if (lesser !== undefined) return lesser;
  for (const change of changes.filter(({ loses }) => loses === true)) {
    const then = judge(change);
    if (then !== undefined && then.unserved.length <= now.unserved.length && then.down.length < now.down.length)
      return [change, then];
  }
  return undefined;
}

/** The whole plan with the changed services, whose new ports no other may take. */
const within = (lined: LinedPlan, { services, serves }: LinedPlan): LinedPlan => ({
  ...lined,
  serves,
  services: lined.services.map((one) => services.find(({ id }) => id === one.id) ?? one),
});
