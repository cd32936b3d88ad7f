import { formatAddress } from '../../../model/address.ts';
import type { HoldingProcess } from '../../../model/evidence.ts';
import { formatBound, type HeldSocket, type Interface } from '../../../model/host.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import type { Alternative, ListenerRemedy, Remedy } from '../../../model/remedy.ts';
import type { ServerName } from '../../../model/server.ts';
import type { Hindrance } from '../../../model/visibility.ts';
import { impactInWords } from './impact.ts';
import { holdersOf } from './processes.ts';
import { type Setting, serverOf, settingInWords } from './setting.ts';
import { stopInWords } from './stop.ts';

/** What an alternative is compared with, and the processes that could be stopped. */
export interface AlternativeContext {
  readonly asked: Listener;
  readonly processes: ReadonlyMap<number, HoldingProcess>;
  /** The server that is asked about, where that is known. */
  readonly server?: ServerName | undefined;
}

/** One sentence to act on: `listen on 192.0.2.2:80`, `stop nginx.service (…), and wait 60 s`. */
export const alternativeInWords = ({ steps }: Alternative, context: AlternativeContext): string =>
  steps.map((remedy) => remedyInWords(remedy, context)).join(', and ');

function remedyInWords(remedy: Remedy, { asked, processes, server }: AlternativeContext): string {
  switch (remedy.kind) {
    case 'stop':
      return stopInWords(remedy.pids, processes);
    case 'wait':
      return `wait ${remedy.seconds} s`;
    case 'wait-dad':
      return 'wait a second or two, until duplicate address detection has ended';
    case 'carrier':
      return `${TO_LINK[remedy.link](remedy.interface)}: duplicate address detection waits for that`;
    case 'capability':
      return TO_BIND[remedy.lacking];
    case 'sysctl':
      return `sysctl ${remedy.name}=${remedy.value}`;
    case 'user':
      return `run it as uid ${remedy.uid}, that of the holder's socket`;
    case 'holder-option': {
      const { socket, option } = remedy;
      if (socket.asked) return `set ${option} on ${formatBound(socket)}${optionSetting(option, server, socket)}`;
      const [holder] = holdersOf(socket, processes) ?? [];
      if (holder?.manages !== undefined && option === 'IPV6_V6ONLY') return unitOptionInWords(holder.manages, socket);
      const name = holder === undefined ? 'its holder' : holder.command;
      const setting = optionSetting(option, serverOf(holder), socket);
      return `make ${name} set ${option} on ${formatBound(socket)}${setting}, and restart it`;
    }
    case 'add-address':
      return `add ${formatAddress(remedy.address)} to this host (ip address add)`;
    default:
      return listenerRemedyInWords(remedy, asked, server);
  }
}

const TO_BIND: Readonly<Record<Hindrance, string>> = {
  'no root': 'run it as root, or with CAP_NET_BIND_SERVICE (AmbientCapabilities= in its unit, or setcap(8))',
  'no capability':
    'give it CAP_NET_BIND_SERVICE, which root lacks here (CapabilityBoundingSet= in its unit, --cap-add of its container)',
  'user namespace':
    'run it outside this user namespace, with CAP_NET_BIND_SERVICE in the one that owns the network namespace',
};

const TO_LINK: Readonly<Record<Exclude<Interface['link'], 'up'>, (name: string) => string>> = {
  down: (name) => `set ${name} up (ip link set ${name} up)`,
  'no-carrier': (name) => `give ${name} a carrier (its cable, or the other end of its link)`,
};

/** systemd opens the socket, and its restart would end everything else: systemd.socket(5). */
function unitOptionInWords(manages: 'system' | 'user', socket: HeldSocket): string {
  const systemctl = `systemctl${manages === 'user' ? ' --user' : ''}`;
  return `set BindIPv6Only=ipv6-only in the .socket unit of ${formatBound(socket)} (${systemctl} list-sockets names it), and restart that unit`;
}

/** SO_REUSEADDR is a setting of none of them: they always set it. */
const optionSetting = (
  option: 'SO_REUSEADDR' | 'IPV6_V6ONLY',
  server: ServerName | undefined,
  socket: HeldSocket,
): string => (option === 'IPV6_V6ONLY' ? settingInWords(server, 'v6only', socket) : '');

function listenerRemedyInWords(
  { kind, listener, impact }: ListenerRemedy,
  asked: Listener,
  server: ServerName | undefined,
): string {
  const setting = (name: Setting): string => settingInWords(server, name, listener);
  switch (kind) {
    case 'address':
    case 'scope':
      return `listen on ${formatListener(listener)}${setting('address')}`;
    case 'port':
      return `use port ${listener.port}`;
    case 'v6only':
      return `set IPV6_V6ONLY${setting('v6only')}: it then serves IPv6 alone`;
    case 'freebind':
      return `set IP_FREEBIND${setting('freebind')}: it binds now, and clients reach it once the address exists`;
    case 'device':
      return listener.options.device === undefined
        ? `bind it to no device: ${asked.options.device} is in a VRF, and the address is not`
        : `set SO_BINDTODEVICE to ${listener.options.device}, or run it by ip vrf exec ${listener.options.device}`;
    case 'reuse': {
      const option = listener.options.reuseport && !asked.options.reuseport ? 'SO_REUSEPORT' : 'SO_REUSEADDR';
      const name = option === 'SO_REUSEPORT' ? setting('reuseport') : '';
      return `set ${option}${name}${impact === 'nothing' ? '' : `: ${impactInWords(impact, listener, 'the holder')}`}`;
    }
  }
}
