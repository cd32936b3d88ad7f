import { isAny } from '../../../model/address.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import type { TrafficImpact } from '../../../model/remedy.ts';

/** `it would take all clients of 127.0.0.1:80 from nginx`: what a holder loses when the listener runs beside it. */
export function impactInWords(impact: Exclude<TrafficImpact, 'nothing'>, listener: Listener, holder: string): string {
  const isTcp = listener.protocol === 'tcp';
  const clients = isTcp ? 'clients' : isAny(listener.address) ? 'unicast datagrams' : 'datagrams';
  switch (impact) {
    case 'copies':
      return `both would get a copy of each datagram: it and ${holder}`;
    case 'unknown':
      return `it may take ${clients} from ${holder}: that depends on options of ${holder} that could not be read`;
    default: {
      const share = impact === 'part' ? `some of the ${clients}` : `all ${clients} of ${formatListener(listener)}`;
      return `it would take ${share} from ${holder}`;
    }
  }
}
