import { BETWEEN_CHANGES } from '../../model/plan-report.ts';
import { type BrokenPart, partOfPlan } from '../../plan/services/changes.ts';
import type { LinedPlan } from '../../plan/services/lines.ts';
import type { PlanChange } from '../../plan/services/plan-change.ts';
import type { PlanPlace } from '../../plan/services/ready.ts';
import { changesOfService, type Stuck } from '../../plan/services/service-changes.ts';
import { type Foreseen, type Proposal, proposalFrom } from './proposal.ts';

/** What becomes of a changed plan. Undefined where it fits the host no more, or where enough were judged. */
export type Judge = (change: PlanChange) => Foreseen | undefined;

/** What the changes have to come to: all are up, or what is wanted of `serves:` is met too. */
export type Aim = 'up' | 'serving';

/**
 * Changes to several services, or to several lines of one, by which all of a part would be up where no single change does
 * it: of one service after the other that is down the smallest change after which fewer are, or the first of them comes
 * further. Undefined where that leads nowhere.
 */
export function severalChanges(
  lined: LinedPlan,
  part: BrokenPart,
  place: PlanPlace,
  aim: Aim,
  judge: Judge,
): Proposal | undefined {
  const wanted = partOfPlan(lined, part);
  if (aim === 'serving' && wanted.serves.length === 0) return undefined;
  let change: PlanChange = { change: '', plan: aim === 'up' ? { ...wanted, serves: [] } : wanted };
  let now = judge(change);
  const texts: string[] = [];
  const useless = new Set<string>();
  while (now !== undefined && now.down.length > 0) {
    const whole = within(lined, change.plan);
    const step = bestStep(now, changesFor(now, whole, part.ids, place), judge, useless);
    if (step === undefined) return undefined;
    [change, now] = step;
    texts.push(change.change);
  }
  if (texts.length === 0 || (aim === 'serving' && now?.unserved.length !== 0)) return undefined;
  return proposalFrom(
    texts.join(BETWEEN_CHANGES),
    judge({ ...change, plan: { ...change.plan, serves: wanted.serves } }),
  );
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

/** Whether the first service with other troubles has less: what keeps it from starting may hide what it is to others behind it. */
const isLess = (troubles: readonly number[], before: readonly number[]): boolean => {
  const at = troubles.findIndex((one, i) => one !== before[i]);
  return at >= 0 && (troubles[at] ?? 0) < (before[at] ?? 0);
};

type Step = readonly [PlanChange, Foreseen];

/**
 * The first change after which fewer services are down, or else one comes further; one that leaves out a line, where nothing
 * takes its place, only if no other helps. None of them loses what is wanted of `serves:`. `useless`: texts of changes that did not
 * help, and are not tried again at each of many steps.
 */
function bestStep(now: Foreseen, changes: Iterable<PlanChange>, judge: Judge, useless: Set<string>): Step | undefined {
  let lesser: Step | undefined;
  const losing: PlanChange[] = [];
  const fewerAfter = (change: PlanChange): Step | undefined => {
    if (useless.has(change.change)) return undefined;
    const then = judge(change);
    if (then === undefined || then.unserved.length > now.unserved.length || !isLess(then.troubles, now.troubles)) {
      useless.add(change.change);
      return undefined;
    }
    if (then.down.length < now.down.length) return [change, then];
    lesser ??= [change, then];
    return undefined;
  };
  for (const change of changes) {
    if (change.loses === true) losing.push(change);
    else {
      const step = fewerAfter(change);
      if (step !== undefined) return step;
    }
  }
  // Of a service that has one line less in the way another change may help now.
  if (lesser !== undefined) useless.clear();
  else
    for (const change of losing) {
      const step = fewerAfter(change);
      if (step !== undefined) return step;
    }
  return lesser;
}

/** The whole plan with the changed services, whose new ports no other may take. */
const within = (lined: LinedPlan, { services, serves }: LinedPlan): LinedPlan => ({
  ...lined,
  serves,
  services: lined.services.map((one) => services.find(({ id }) => id === one.id) ?? one),
});
