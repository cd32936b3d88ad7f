import type { ReadyPlan, ReadyService } from '../../model/planned-socket.ts';
import { portKey } from './open-sockets.ts';

/** The ports on which a service opens sockets. */
export const portsOfService = ({ slots, reload = [] }: ReadyService): ReadonlySet<string> =>
  new Set([...slots, ...reload].flatMap(({ choices }) => choices.map(portKey)));

/** A part of a plan that has nothing to do with the others: no port of it is one of theirs. */
export type Component = Pick<ReadyPlan, 'services' | 'neighbours'>;

/** The parts of a plan, each with its services in the order of the plan. Services that run already are no part. */
export function componentsOf({ services, neighbours }: Component): readonly Component[] {
  const groups: { services: ReadyService[]; ports: Set<string> }[] = [];
  for (const service of services) {
    const ports = portsOfService(service);
    const touched = groups.filter((group) => [...ports].some((port) => group.ports.has(port)));
    const [first] = touched;
    if (first === undefined) {
      groups.push({ services: [service], ports: new Set(ports) });
      continue;
    }
    for (const other of touched.slice(1)) {
      for (const one of other.services) first.services.push(one);
      for (const port of other.ports) first.ports.add(port);
      groups.splice(groups.indexOf(other), 1);
    }
    first.services.push(service);
    for (const port of ports) first.ports.add(port);
  }
  const place = new Map(services.map((service, i) => [service, i]));
  return groups.map((group) => ({
    services: [...group.services].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)),
    neighbours: neighbours.filter((held) => group.ports.has(portKey(held))),
  }));
}
