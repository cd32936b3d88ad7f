import type { PlanLine } from '../../model/service-plan.ts';
import { addressChanges } from './address-changes.ts';
import type { LinedPlan } from './lines.ts';
import { optionChanges } from './option-changes.ts';
import { linesToCome, lineText, type PlanChange, withLines, withService } from './plan-change.ts';
import { type LinedService, type PlanPlace, portsOfPlan } from './ready.ts';

/** A service that is down, those that it meets, and those that are in its way. */
export interface Stuck {
  readonly id: string;
  readonly ids: ReadonlySet<string>;
  readonly holders: readonly string[];
}

/** The changes by which one service may come up: to itself or to what is in its way, the smallest first; a port is the last. */
export function changesOfService(
  plan: LinedPlan,
  { id, ids, holders }: Stuck,
  place: PlanPlace,
): readonly PlanChange[] {
  const own: LinedPlan = { ...plan, services: plan.services.filter((one) => ids.has(one.id)) };
  const services = [id, ...holders].flatMap(
    (name) => own.services.find((one) => one.id === name && one.ended === undefined) ?? [],
  );
  return [
    ...services.flatMap((one) => [
      ...optionChanges(own, one),
      ...fewerLines(own, one),
      ...addressChanges(own, one, place),
      ...restartChange(own, one),
    ]),
    ...services.slice(0, 1).flatMap((one) => portChanges(own, one, usedPorts(plan, place))),
  ];
}

/** So many services of one port can be moved. */
const MOST_MOVES = 42;

/** The ports to which a service may be moved; the later ones are for more services of one port. */
export const otherPorts = (port: number): number[] =>
  Array.from({ length: MOST_MOVES / 3 }, (_, i) => [port + 8000 + i, port + 1 + i, port + 10_000 + i])
    .flat()
    .filter((one) => one < 65_536);

/** Ports to which no service may be moved. */
export const usedPorts = (plan: LinedPlan, { held, promised = new Set() }: PlanPlace): ReadonlySet<number> =>
  new Set([...portsOfPlan(plan.services), ...held.map(({ port }) => port), ...promised]);

/** One listener instead of two. */
export function fewerLines(plan: LinedPlan, service: LinedService): PlanChange[] {
  const lines = linesToCome(service);
  if (lines.length < 2) return [];
  const others = (line: PlanLine): PlanLine[] => lines.filter((other) => other !== line);
  return lines.map((line) => ({
    change: `${service.id}: leave out the ${service.reload === undefined ? '' : 'new '}line ${lineText(line)}`,
    plan: withService(plan, withLines(service, others(line))),
    loses: true as const,
  }));
}

/** A restart closes the sockets that are in the way of a reload. */
export function restartChange(plan: LinedPlan, { reload, ...service }: LinedService): PlanChange[] {
  if (reload === undefined) return [];
  const change = `${service.id}: restart it instead of a reload, so that its old sockets are closed first`;
  return [{ change, plan: withService(plan, { ...service, lines: reload }) }];
}

/** The service that is refused, on a port of its own. */
export function portChanges(plan: LinedPlan, service: LinedService, used: ReadonlySet<number>): PlanChange[] {
  const all = linesToCome(service);
  return [...new Set(all.map(({ port }) => port))].flatMap((port) => {
    const other = otherPorts(port).find((one) => !used.has(one));
    if (other === undefined) return [];
    const lines = all.map((line) => (line.port === port ? { ...line, port: other } : line));
    return [
      {
        change: `${service.id}: listen on port ${other} instead of ${port}`,
        plan: withService(plan, withLines(service, lines)),
      },
    ];
  });
}
