import { formatAddress } from '../../../model/address.ts';
import type { HoldingProcess } from '../../../model/evidence.ts';
import { formatBound, type HeldSocket, type Interface } from '../../../model/host.ts';
import { formatListener, type Listener } from '../../../model/listener.ts';
import type { Alternative, ListenerRemedy, Remedy } from '../../../model/remedy.ts';
import type { ServerName } from '../../../model/server.ts';
import type { Hindrance } from '../../../model/visibility.ts';
import type { Phrase, Say } from '../../text/say.ts';
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
  readonly say: Say;
}

/** One sentence to act on: `listen on 192.0.2.2:80`, `stop nginx.service (…), and wait 60 s`. */
export const alternativeInWords = ({ steps }: Alternative, context: AlternativeContext): string =>
  steps.map((remedy) => remedyInWords(remedy, context)).join(context.say(', and '));

function remedyInWords(remedy: Remedy, context: AlternativeContext): string {
  const { asked, processes, server, say } = context;
  switch (remedy.kind) {
    case 'stop':
      return stopInWords(remedy.pids, processes, say);
    case 'wait':
      return say('wait {seconds} s', { seconds: remedy.seconds });
    case 'wait-dad':
      return say('wait a second or two, until duplicate address detection has ended');
    case 'carrier':
      return say('{what}: duplicate address detection waits for that', {
        what: say(TO_LINK[remedy.link], { name: remedy.interface }),
      });
    case 'capability':
      return say(TO_BIND[remedy.lacking]);
    case 'sysctl':
      return `sysctl ${remedy.name}=${remedy.value}`;
    case 'user':
      return say("run it as uid {uid}, that of the holder's socket", { uid: remedy.uid });
    case 'holder-option':
      return holderOptionInWords(remedy, context);
    case 'add-address':
      return say('add {address} to this host (ip address add)', { address: formatAddress(remedy.address) });
    default:
      return listenerRemedyInWords(remedy, asked, server, say);
  }
}

const TO_BIND = {
  'no root': 'run it as root, or with CAP_NET_BIND_SERVICE (AmbientCapabilities= in its unit, or setcap(8))',
  'no capability':
    'give it CAP_NET_BIND_SERVICE, which root lacks here (CapabilityBoundingSet= in its unit, --cap-add of its container)',
  'user namespace':
    'run it outside this user namespace, with CAP_NET_BIND_SERVICE in the one that owns the network namespace',
} as const satisfies Readonly<Record<Hindrance, Phrase>>;

const TO_LINK = {
  down: 'set {name} up (ip link set {name} up)',
  'no-carrier': 'give {name} a carrier (its cable, or the other end of its link)',
} as const satisfies Readonly<Record<Exclude<Interface['link'], 'up'>, Phrase>>;

function holderOptionInWords(
  { socket, option }: Extract<Remedy, { readonly kind: 'holder-option' }>,
  { processes, server, say }: AlternativeContext,
): string {
  const endpoint = formatBound(socket);
  if (socket.asked)
    return say('set {option} on {endpoint}', { option, endpoint }) + optionSetting(option, server, socket);
  const [holder] = holdersOf(socket, processes) ?? [];
  if (holder?.manages !== undefined && option === 'IPV6_V6ONLY') return unitOptionInWords(holder.manages, socket, say);
  return say('make {holder} set {option} on {endpoint}, and restart it', {
    holder: holder === undefined ? say('its holder') : holder.command,
    option,
    endpoint: `${endpoint}${optionSetting(option, serverOf(holder), socket)}`,
  });
}

/** systemd opens the socket, and its restart would end everything else: systemd.socket(5). */
const unitOptionInWords = (manages: 'system' | 'user', socket: HeldSocket, say: Say): string =>
  say('set BindIPv6Only=ipv6-only in the .socket unit of {endpoint} ({command} names it), and restart that unit', {
    endpoint: formatBound(socket),
    command: `systemctl${manages === 'user' ? ' --user' : ''} list-sockets`,
  });

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
  say: Say,
): string {
  const setting = (name: Setting): string => settingInWords(server, name, listener);
  switch (kind) {
    case 'address':
    case 'scope':
      return `${say('listen on {listener}', { listener: formatListener(listener) })}${setting('address')}`;
    case 'port':
      return say('use port {port}', { port: listener.port });
    case 'v6only':
      return say('set IPV6_V6ONLY{setting}: it then serves IPv6 alone', { setting: setting('v6only') });
    case 'freebind':
      return say('set IP_FREEBIND{setting}: it binds now, and clients reach it once the address exists', {
        setting: setting('freebind'),
      });
    case 'device':
      return listener.options.device === undefined
        ? say('bind it to no device: {device} is in a VRF, and the address is not', {
            device: asked.options.device ?? '',
          })
        : say('set SO_BINDTODEVICE to {device}, or run it by ip vrf exec {device}', {
            device: listener.options.device,
          });
    case 'reuse': {
      const option = listener.options.reuseport && !asked.options.reuseport ? 'SO_REUSEPORT' : 'SO_REUSEADDR';
      const name = option === 'SO_REUSEPORT' ? setting('reuseport') : '';
      const effect = impact === 'nothing' ? '' : say(': ') + impactInWords(impact, listener, say('the holder'), say);
      return say('set {option}', { option }) + name + effect;
    }
  }
}
