import type { ServicePlan, When } from '../../model/service-plan.ts';
import { globMatches } from '../glob.ts';

/** The part of a plan that a host is to have. */
export interface DuePlan<P> {
  readonly plan: P;
  /** The ids of the services that are for other hosts. */
  readonly left: readonly string[];
}

/** A plan without what is for other hosts; who should answer goes with the service that should. */
export function duePlan<P extends Pick<ServicePlan, 'services' | 'serves'>>(plan: P, host: string): DuePlan<P> {
  const isDue = ({ when }: { readonly when?: When }): boolean =>
    when === undefined || when.host.some((glob) => globMatches(glob, host));
  const services = plan.services.filter(isDue);
  const left = plan.services.filter((one) => !isDue(one)).map(({ id }) => id);
  const here = services.map(({ id }) => id);
  const isElsewhere = (by: string): boolean => left.some((id) => isOf(id, by)) && !here.some((id) => isOf(id, by));
  const serves = plan.serves.filter((one) => isDue(one) && (one.by === undefined || !isElsewhere(one.by)));
  return { plan: { ...plan, services, serves }, left };
}

/** A file of a server may have several services: `shop` stands for all of them. */
const isOf = (id: string, wanted: string): boolean => id === wanted || id.startsWith(`${wanted}.`);
