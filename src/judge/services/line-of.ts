import type { Source } from '../../model/experiment.ts';
import type { ServiceReport } from '../../model/plan-report.ts';
import type { ReadyService } from '../../model/planned-socket.ts';
import { endpointOf } from './open-sockets.ts';

/**
 * The line behind a verdict that is not `up`: it asks for the socket whose call was refused first, or else for the one that
 * is shared, or lost. Undefined where there is none.
 */
export function lineBehind(
  { verdict, failed, shares, lost }: ServiceReport,
  service: ReadyService,
): Source | undefined {
  if (verdict === 'up') return undefined;
  const endpoint = failed[0]?.endpoint ?? shares[0]?.endpoint ?? lost[0]?.replace(/^udp /, '');
  const slots = [...(service.reload ?? []), ...service.slots];
  return slots.find(({ choices }) => choices.some((one) => endpointOf(one) === endpoint))?.source;
}
