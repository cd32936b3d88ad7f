import type { ServicePlan } from '../../model/service-plan.ts';

/**
 * Servers' own files that are named together are of one host: their services start in the order of the files. An id that
 * several of them have is told with its file, and one that a file has twice with a number.
 */
export function joinedPlan(plans: readonly ServicePlan[]): readonly ServicePlan[] {
  const [first, ...others] = plans;
  if (first === undefined || others.length === 0) return plans;
  const all = plans.flatMap(({ services, file }) => services.map((service) => ({ service, file })));
  const count = (id: string): number => all.filter(({ service }) => service.id === id).length;
  const taken = new Set<string>();
  const idOf = (id: string, file: string): string => {
    const told = count(id) === 1 ? id : `${id}@${file}`;
    let own = told;
    for (let n = 2; taken.has(own); n++) own = `${told}.${n}`;
    taken.add(own);
    return own;
  };
  const joined: ServicePlan = {
    ...first,
    file: plans.map(({ file }) => file).join(', '),
    services: all.map(({ service, file }) => ({ ...service, id: idOf(service.id, file) })),
    skipped: plans.flatMap(({ skipped }) => skipped),
  };
  return [joined];
}
