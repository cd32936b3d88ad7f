import { formatAddress, formatSocketAddress } from '../../../model/address.ts';
import type { HoldingProcess } from '../../../model/evidence.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import type { Alternative, ListenerRemedy, Remedy } from '../../../model/remedy.ts';
import { printable } from '../../text/text.ts';
import { impactInWords } from './impact.ts';
import { holdersOf } from './processes.ts';
import { stopInWords } from './stop.ts';

/** What an alternative is compared with, and the processes that could be stopped. */
export interface AlternativeContext {
  readonly asked: Listener;
  readonly processes: ReadonlyMap<number, HoldingProcess>;
}

/** One sentence to act on: `listen on 192.0.2.2:80`, `stop nginx.service (…), and wait 60 s`. */
export const alternativeInWords = ({ steps }: Alternative, context: AlternativeContext): string =>
  steps.map((remedy) => remedyInWords(remedy, context)).join(', and ');

function remedyInWords(remedy: Remedy, { asked, processes }: AlternativeContext): string {
  switch (remedy.kind) {
    case 'stop':
      return stopInWords(remedy.pids, processes);
    case 'wait':
      return `wait ${remedy.seconds} s`;
    case 'wait-dad':
      return 'wait a second or two, until duplicate address detection has ended';
    case 'capability':
      return 'run it as root, or with CAP_NET_BIND_SERVICE (AmbientCapabilities= in its unit, or setcap(8))';
    case 'sysctl':
      return `sysctl ${remedy.name}=${remedy.value}`;
    case 'user':
      return `run it as uid ${remedy.uid}, the holder's user`;
    case 'holder-option': {
      const { socket } = remedy;
      const [holder] = holdersOf(socket, processes) ?? [];
      const name = holder === undefined ? 'its holder' : printable(holder.command);
      return `make ${name} set ${remedy.option} on ${formatSocketAddress(socket)}, and restart it`;
    }
    case 'add-address':
      return `add ${formatAddress(remedy.address)} to this host (ip address add)`;
    default:
      return listenerRemedyInWords(remedy, asked);
  }
}

function listenerRemedyInWords({ kind, listener, impact }: ListenerRemedy, asked: Listener): string {
  switch (kind) {
    case 'address':
    case 'scope':
      return `listen on ${formatListener(listener)}`;
    case 'port':
      return `use port ${listener.port}`;
    case 'v6only':
      return 'set IPV6_V6ONLY: it then serves IPv6 alone';
    case 'freebind':
      return 'set IP_FREEBIND: it binds now, and clients reach it once the address exists';
    case 'reuse': {
      const option = listener.options.reuseport && !asked.options.reuseport ? 'SO_REUSEPORT' : 'SO_REUSEADDR';
      return `set ${option}${impact === 'nothing' ? '' : `: ${impactInWords(impact, listener, 'the holder')}`}`;
    }
  }
}
