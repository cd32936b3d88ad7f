import type { HeldSocket } from '../../model/host.ts';
import { ownerName } from '../../model/host-snapshot.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import { isMeant, type Serves } from '../../model/service-plan.ts';
import { addressChanges } from './address-changes.ts';
import type { LinedPlan } from './lines.ts';
import { optionChanges } from './option-changes.ts';
import type { PlanChange } from './plan-change.ts';
import { type PlanPlace, portsOfPlan } from './ready.ts';
import { fewerLines, portChanges, restartChange, usedPorts } from './service-changes.ts';

/** A part of a plan that does not come out as wanted. */
export interface BrokenPart {
  readonly ids: ReadonlySet<string>;
  /** Those that are not as expected. */
  readonly wrong: ReadonlySet<string>;
  readonly orders: PlanReport['orders'];
  readonly neighbours: readonly HeldSocket[];
}

/**
 * The services of a part: those that are not as expected may also be up, and the others shall stay as expected; with what of
 * `serves` is theirs: by one of them, or on a port of theirs.
 */
export function partOfPlan(plan: LinedPlan, { ids, wrong }: Pick<BrokenPart, 'ids' | 'wrong'>): LinedPlan {
  const services = plan.services
    .filter(({ id }) => ids.has(id))
    .map((one) => (wrong.has(one.id) ? { ...one, expect: [...new Set([...one.expect, 'up'])] } : one));
  const ports = new Set(portsOfPlan(services));
  const isOwn = ({ by, port }: Serves): boolean =>
    by === undefined ? ports.has(port) : services.some(({ id }) => isMeant(id, by));
  return { ...plan, services, serves: plan.serves.filter(isOwn) };
}

/** The smallest changes to a part of a plan first: an option, one line less, an address, an order, a neighbour, a port. */
export function changesOf(plan: LinedPlan, part: BrokenPart, place: PlanPlace): readonly PlanChange[] {
  const own = partOfPlan(plan, part);
  // One that has ended ran as it did.
  const services = own.services.filter(({ ended }) => ended === undefined);
  return [
    ...services.flatMap((one) => optionChanges(own, one)),
    ...services.flatMap((one) => fewerLines(own, one)),
    ...services.flatMap((one) => addressChanges(own, one, place)),
    ...services.flatMap((one) => restartChange(own, one)),
    ...orderChanges(own, part),
    ...neighbourChanges(own, part),
    ...services.filter(({ id }) => part.wrong.has(id)).flatMap((one) => portChanges(own, one, usedPorts(plan, place))),
  ];
}

/** An order in which all come out as they should. */
function orderChanges(plan: LinedPlan, { orders }: BrokenPart): PlanChange[] {
  if (plan.start === 'together') return [];
  const good = orders.find(({ verdicts, refusals }) =>
    plan.services.every(({ id, expect, ended }) => {
      const [, errno] = refusals[id]?.split(':') ?? [];
      return ended !== undefined || [verdicts[id], errno].some((one) => one !== undefined && expect.includes(one));
    }),
  );
  if (good === undefined) return [];
  const rank = (id: string): number => good.order.indexOf(id);
  const services = [...plan.services].sort((a, b) => rank(a.id) - rank(b.id));
  return [{ change: `start them in the order ${good.order.join(', ')}`, plan: { ...plan, services } }];
}

/** Without each process of the host that has a socket in the way. */
function neighbourChanges(plan: LinedPlan, { neighbours }: BrokenPart): PlanChange[] {
  const owners = new Map<string, HeldSocket[]>();
  for (const held of neighbours) {
    const [owner] = held.owners;
    const name = owner === undefined ? 'the process that holds it' : ownerName(owner);
    owners.set(name, [...(owners.get(name) ?? []), held]);
  }
  return [...owners].map(([name, without]) => ({ change: `stop ${name}`, plan, without }));
}
