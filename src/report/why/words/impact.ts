import { formatListener, type Listener } from '../../../model/listener.ts';
import type { TrafficImpact } from '../../../model/remedy.ts';

/** `it would take all clients of 127.0.0.1:80 from nginx`: what a holder loses when the listener runs beside it. */
export function impactInWords(impact: Exclude<TrafficImpact, 'nothing'>, listener: Listener, holder: string): string {
  const clients = listener.protocol === 'tcp' ? 'clients' : 'datagrams';
  const share = impact === 'part' ? `some of the ${clients}` : `all ${clients} of ${formatListener(listener)}`;
  return `it would take ${share} from ${holder}`;
}
