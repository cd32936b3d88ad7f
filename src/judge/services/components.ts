import type { ReadyPlan, ReadyService } from '../../model/planned-socket.ts';
import { portKey } from './open-sockets.ts';

/** The ports on which a service opens sockets. */
export const portsOfService = ({ slots, reload = [] }: ReadyService): ReadonlySet<string> =>
  new Set([...slots, ...reload].flatMap(({ choices }) => choices.map(portKey)));

/** A part of a plan that has nothing to do with the others: no port of it is one of theirs. */
export type Component = Pick<ReadyPlan, 'services' | 'neighbours'>;

/** The parts of a plan, each with its services in the order of the plan. Services that run already are no part. */
export function componentsOf({ services, neighbours }: Component): readonly Component[] {
  const groups = new Map<string, Group>();
  for (const service of services) {
    const ports = [...portsOfService(service)];
    const [into = { services: [], ports: [] }, ...others] = new Set(ports.flatMap((port) => groups.get(port) ?? []));
    const [first, ...rest] = [into, ...others].sort((a, b) => b.ports.length - a.ports.length);
    if (first === undefined) continue;
    for (const other of rest) merge(first, other, groups);
    first.services.push(service);
    for (const port of ports) {
      if (groups.get(port) !== first) first.ports.push(port);
      groups.set(port, first);
    }
    if (ports.length === 0) groups.set(`no port: ${service.id}`, first);
  }
  const place = new Map(services.map((service, i) => [service, i]));
  const placeOf = (one: ReadyService): number => place.get(one) ?? 0;
  const parts = [...new Set(groups.values())].map((group) => ({
    services: group.services.sort((a, b) => placeOf(a) - placeOf(b)),
    neighbours: neighbours.filter((held) => groups.get(portKey(held)) === group),
  }));
  return parts.sort(({ services: [a] }, { services: [b] }) => (a && b ? placeOf(a) - placeOf(b) : 0));
}

interface Group {
  readonly services: ReadyService[];
  readonly ports: string[];
}

function merge(into: Group, other: Group, groups: Map<string, Group>): void {
  for (const service of other.services) into.services.push(service);
  for (const port of other.ports) {
    into.ports.push(port);
    groups.set(port, into);
  }
}
