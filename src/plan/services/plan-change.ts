import { formatEndpoint } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { PlanLine } from '../../model/service-plan.ts';
import type { LinedPlan } from './lines.ts';
import type { LinedService } from './ready.ts';

/** A plan with one thing changed. */
export interface PlanChange {
  /** `edge: listen on 192.168.1.101:80 instead of 80` */
  readonly change: string;
  readonly plan: LinedPlan;
  /** Sockets of the host that are gone. */
  readonly without?: readonly HeldSocket[];
  /** It leaves out a line: nothing takes its place. */
  readonly loses?: true;
}

/** The lines that may be changed: those with which a service runs already may not. */
export const linesToCome = ({ lines, reload }: LinedService): readonly PlanLine[] => reload ?? lines;

/** The same service with others of those. */
export const withLines = (service: LinedService, lines: readonly PlanLine[]): LinedService =>
  service.reload === undefined ? { ...service, lines } : { ...service, reload: lines };

/** The plan with that service in the place of the one of its id. */
export const withService = (plan: LinedPlan, service: LinedService): LinedPlan => ({
  ...plan,
  services: plan.services.map((one) => (one.id === service.id ? service : one)),
});

/** A line as a plan writes it. */
export function lineText({ told, port }: Pick<PlanLine, 'told' | 'port'>): string {
  if (told.kind === 'none') return String(port);
  if (told.kind === 'name') return `${told.name}:${port}`;
  return told.kind === 'selector' ? `${told.text} ${port}` : formatEndpoint(told.address, port);
}
