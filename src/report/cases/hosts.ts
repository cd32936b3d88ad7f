import type { FleetHost } from '../../model/fleet.ts';
import type { Case } from './case.ts';
import { planCases } from './services.ts';

/** The services of a host; of one that could not be judged, that. */
export function hostCases({ name: host, source, status, reason, plans }: FleetHost): readonly Case[] {
  if (plans.length > 0) return plans.flatMap(planCases).map((one) => ({ ...one, host }));
  const why = reason ?? 'no service is for it';
  return [
    { kind: 'host', id: 'host', name: `judged by ${source}`, status, host, file: source, reason: why, detail: [] },
  ];
}
