import { parseAddress } from '../../model/address.ts';
import type { SourcedProblem } from '../../model/flow-problem.ts';
import { resolvedProfile } from '../../model/profile.ts';
import { err, ok, problem, type Result } from '../../model/result.ts';
import type { ListenLine, Told } from '../../model/service.ts';
import type { PlanLine, Service, ServicePlan } from '../../model/service-plan.ts';
import type { LinedService, LinedServices } from './ready.ts';

/** A plan whose services all have lines. */
export type LinedPlan = LinedServices;

/** Gives the services without lines those of their profiles; what `from` names must have been read before. */
export function withLines(plan: ServicePlan): Result<LinedPlan, readonly SourcedProblem[]> {
  const problems: SourcedProblem[] = [];
  const services = plan.services.flatMap((service) => {
    const lined = linedService(service, plan);
    if (lined.ok) return [lined.value];
    problems.push({ ...lined.error, source: service.source });
    return [];
  });
  return problems.length > 0 ? err(problems) : ok({ ...plan, services });
}

function linedService(service: Service, { profiles }: ServicePlan): Result<LinedService> {
  const { profile, lines } = service;
  if (profile === undefined) return problem(`the service "${service.id}" has no profile`);
  const written =
    lines ?? resolvedProfile(profiles, profile).default?.flatMap((text) => defaultLine(text, service)) ?? [];
  return ok({ ...service, profile, lines: written });
}

/** A line of a profile's default: `80`, `127.0.0.1:6379`, `[::1]:53`, `localhost:5432`. */
function defaultLine(text: string, { source }: Service): PlanLine[] {
  const [, where, port] = /^(?:(.*):)?(\d+)$/.exec(text) ?? [];
  if (port === undefined) return [];
  const told = defaultTold(where);
  return told === undefined ? [] : [{ told, port: Number(port), options: {}, source } satisfies ListenLine];
}

function defaultTold(where: string | undefined): Told | undefined {
  if (where === undefined || where === '*') return { kind: 'none' };
  if (where === 'localhost') return { kind: 'name', name: where };
  const address = parseAddress(where.replace(/^\[|\]$/g, ''));
  return address.ok ? { kind: 'address', address: address.value } : undefined;
}
