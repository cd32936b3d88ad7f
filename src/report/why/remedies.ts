import { formatAddress, formatEndpoint } from '../../model/address.ts';
import type { Alternative, Bind, HoldingProcess, ListenerRemedy, Remedy } from '../../model/why.ts';
import { holdersOf, stopInWords } from './holders.ts';

/** What an alternative is compared with, and who could be stopped. */
interface Known {
  readonly asked: Bind;
  readonly processes: ReadonlyMap<number, HoldingProcess>;
}

/** One sentence to act on: `listen on 192.0.2.2:80`, `stop nginx.service (…)`. */
export const alternativeInWords = ({ steps }: Alternative, known: Known): string =>
  steps.map((step) => remedyInWords(step, known)).join(', and ');

function remedyInWords(remedy: Remedy, { asked, processes }: Known): string {
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
      const whose = holder === undefined ? 'its holder' : holder.command;
      return `have ${whose} set ${remedy.option} on ${formatEndpoint(socket.address, socket.port)}, and start it anew`;
    }
    case 'add-address':
      return `give this host ${formatAddress(remedy.address)} (ip address add)`;
    default:
      return listenerInWords(remedy, asked);
  }
}

function listenerInWords({ kind, bind, takes }: ListenerRemedy, asked: Bind): string {
  switch (kind) {
    case 'address':
    case 'scope':
      return `listen on ${formatEndpoint(bind.address, bind.port)}`;
    case 'port':
      return `take port ${bind.port}`;
    case 'v6only':
      return 'set IPV6_V6ONLY: IPv6 only, and IPv4 stays where it is';
    case 'freebind':
      return 'set IP_FREEBIND: it binds now, and has clients once the address is there';
    default: {
      const adds = bind.reuse.includes('port') && !asked.reuse.includes('port') ? 'SO_REUSEPORT' : 'SO_REUSEADDR';
      return `set ${adds}${takes === 'nothing' ? '' : `: ${takingInWords(takes, bind, 'the holder')}`}`;
    }
  }
}

/** What happens to a holder's clients when `bind` listens beside it. */
export function takingInWords(takes: 'part' | 'all', { protocol, address, port }: Bind, holder: string): string {
  const clients = protocol === 'tcp' ? 'clients' : 'datagrams';
  const share = takes === 'part' ? `a part of the ${clients}` : `all ${clients} of ${formatEndpoint(address, port)}`;
  return `it then takes ${share} from ${holder}`;
}
