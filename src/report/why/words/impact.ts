import { isAny } from '../../../model/address.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import type { TrafficImpact } from '../../../model/remedy.ts';
import type { Say } from '../../text/say.ts';

/** `it would take all clients of 127.0.0.1:80 from nginx`: what a holder loses when the listener runs beside it. */
export function impactInWords(
  impact: Exclude<TrafficImpact, 'nothing'>,
  listener: Listener,
  holder: string,
  say: Say,
): string {
  const isTcp = listener.protocol === 'tcp';
  const clients = say(isTcp ? 'clients' : isAny(listener.address) ? 'unicast datagrams' : 'datagrams');
  switch (impact) {
    case 'copies':
      return say('both would get a copy of each datagram: it and {holder}', { holder });
    case 'unknown':
      return say('it may take {clients} from {holder}: that depends on options of {holder} that could not be read', {
        clients,
        holder,
      });
    case 'part':
      return say('it would take some of the {clients} from {holder}', { clients, holder });
    default:
      return say('it would take all {clients} of {listener} from {holder}', {
        clients,
        listener: formatListener(listener),
        holder,
      });
  }
}
