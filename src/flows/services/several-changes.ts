import type { Rulebook } from '../../judge/services/trail.ts';
import { BETWEEN_CHANGES } from '../../model/plan-report.ts';
import type { BrokenPart } from '../../plan/services/changes.ts';
import type { LinedPlan } from '../../plan/services/lines.ts';
import type { PlanChange } from '../../plan/services/plan-change.ts';
import type { PlanPlace } from '../../plan/services/ready.ts';
import { changesOfService, type Stuck } from '../../plan/services/service-changes.ts';
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
  const useless = new Set<string>();
  while (now !== undefined && now.down.length > 0) {
    const whole = within(lined, change.plan);
    const step = firstBetter(now, changesFor(now, whole, part.ids, place), judge, useless);
    if (step === undefined) return undefined;
    [change, now] = step;
    texts.push(change.change);
  }
  return texts.length === 0 ? undefined : proposalFrom(texts.join(BETWEEN_CHANGES), now);
}

/** The services that are down, each with those that refuse it, or share an address with it. */
const stuckIn = ({ down, services }: Foreseen, ids: ReadonlySet<string>): readonly Stuck[] =>
  down.map((id) => {
    const { failed = [], shares = [] } = services.find((one) => one.id === id) ?? {};
    const names = [...failed.flatMap(({ holder }) => holder ?? []), ...shares.flatMap((share) => share.with)];
    return { id, ids, holders: [...new Set(names)].filter((name) => name !== id && !down.includes(name)) };
  });

/** Service by service: to look for the changes to all of many takes long. */
function* changesFor(now: Foreseen, whole: LinedPlan, ids: ReadonlySet<string>, place: PlanPlace) {
  for (const stuck of stuckIn(now, ids)) yield* changesOfService(whole, stuck, place);
}

/**
 * The first change by which fewer services are down, and what becomes of them then. `useless`: texts of changes that did not
 * help, and are not tried again at each of many steps.
 */
function firstBetter(
  now: Foreseen,
  changes: Iterable<PlanChange>,
  judge: (change: PlanChange) => Foreseen | undefined,
  useless: Set<string>,
): readonly [PlanChange, Foreseen] | undefined {
  for (const change of changes) {
    if (useless.has(change.change)) continue;
    const then = judge(change);
    if (then !== undefined && then.down.length < now.down.length) return [change, then];
    useless.add(change.change);
  }
  return undefined;
}

/** The whole plan with the changed services, whose new ports no other may take. */
const within = (lined: LinedPlan, { services }: LinedPlan): LinedPlan => ({
  ...lined,
  services: lined.services.map((one) => services.find(({ id }) => id === one.id) ?? one),
});
