import type { Factor } from '../../../model/factor.ts';
import { plural } from '../../text/text.ts';
import { listerInWords } from './sight.ts';

type Of<Id extends Factor['id']> = Extract<Factor, { readonly id: Id }>;
type Words = { readonly [Id in Factor['id']]: (factor: Of<Id>) => string };

/** A sentence on each factor that is a cause or a note; empty where there is nothing to say. */
const SENTENCES: Words = {
  privilege: ({ port, below, capable, idle, unread = [] }) =>
    unread.includes('capabilities')
      ? `port ${port} is below ${below}, and whether you have CAP_NET_BIND_SERVICE cannot be read (mount /proc)`
      : capable
        ? `port ${port} is below ${below}, and you have CAP_NET_BIND_SERVICE`
        : `port ${port} is below net.ipv4.ip_unprivileged_port_start (${below}), and ${idle ? IDLE : 'you have no CAP_NET_BIND_SERVICE'}`,
  address: addressSentence,
  ipv6: ({ sockets, disabledOn }) =>
    sockets
      ? `IPv6 is disabled on ${listed(disabledOn)} (net.ipv6.conf.*.disable_ipv6): they have no IPv6 address`
      : 'this kernel has no IPv6 sockets (ipv6.disable=1, or built without)',
  bindv6only: ({ dualStack, byOption }) =>
    `[::] accepts ${dualStack ? 'IPv4 too' : 'IPv6 only'} (${byOption ? 'IPV6_V6ONLY' : 'net.ipv6.bindv6only'})`,
  'time-wait': ({ count, seconds }) => `${plural(count, 'connection')} in TIME_WAIT; the last expires in ${seconds} s`,
  ephemeral: ({ range: [low, high], reserved }) =>
    reserved
      ? `the port is in the ephemeral range ${low}-${high}, and reserved now: a connection may have got it before`
      : `the port is in the ephemeral range ${low}-${high}: the kernel may give it to any connection, unless net.ipv4.ip_local_reserved_ports reserves it`,
  vrf: ({ vrf, others, shared }) =>
    shared
      ? `sockets of all VRFs (${listed([...(vrf === undefined ? [] : [vrf]), ...others])}) are compared`
      : `${vrf === undefined ? 'in no VRF' : `in VRF ${vrf}`}; sockets ${vrf === undefined ? `in ${listed(others)}` : `in ${listed(['no VRF', ...others])}`} do not conflict`,
  device: ({ own, devices }) =>
    own === undefined
      ? `a socket that is bound to no device covers every device, ${listed(devices)} too`
      : `the socket in the way is bound to no device, and covers ${own} too`,
  namespace: ({ namespace: { id, name, initial } }) => {
    const whose = initial === undefined ? '' : initial ? ', that of process 1' : ', not that of process 1';
    return `${id || 'not known which (mount /proc)'}${name === undefined ? '' : ` (${name})`}${whose}: sockets of other namespaces do not count`;
  },
  unseen: ({ refused }) =>
    `${listerInWords(refused === undefined ? {} : { sockDiagRefused: refused })} sockets that are bound without listening: one of them may hold the port`,
};

/** capabilities(7), user_namespaces(7) */
const IDLE =
  'your CAP_NET_BIND_SERVICE counts only in your own user namespace, which does not own this network namespace';

function addressSentence({ state, local, vrf, waived }: Of<'address'>): string {
  if (state === 'other-vrf')
    return vrf === undefined
      ? 'the address is in no VRF: a socket on a device in a VRF does not take it'
      : `the address is on ${local?.interface}, in VRF ${vrf}: only a socket that is bound to ${vrf}, or to a device in it, takes it`;
  if (state === 'tentative') return `the address is tentative: duplicate address detection ${dadInWords(local)}`;
  if (state === 'dadfailed') return 'the address is a duplicate: another host on the link has it (dadfailed)';
  if (state === 'unrouted')
    return `the address is on ${local?.interface}, but the kernel's table has no route to it (ip route show table local)`;
  if (state === 'absent')
    return waived ? `this host has no such address; ${waived} lets it be bound` : 'this host has no such address';
  if (local === undefined) return '';
  const { link, state: own, interface: name } = local;
  return [
    `the address is on ${name}`,
    ...(link === 'up'
      ? []
      : [`its link ${link === 'down' ? 'is down' : 'has no carrier'}, so that no client reaches it`]),
    ...(own === 'deprecated' ? ['it is deprecated, but can be bound'] : []),
  ].join('; ');
}

/** It begins when the link is ready: addrconf_dad_begin(), net/ipv6/addrconf.c, 6.18. */
function dadInWords(local: Of<'address'>['local']): string {
  if (local === undefined || local.link === 'up') return 'is still running';
  return `waits until ${local.interface} ${local.link === 'down' ? 'is up' : 'has a carrier'}`;
}

/** A factor that is not the cause, with its state in brackets; empty where it does not bear on this bind. */
const NOT_THE_CAUSE: Words = {
  privilege: ({ port, below, capable, unread = [] }) =>
    `privilege (port ${port} ${port >= below ? '>=' : '<'} ip_unprivileged_port_start ${below}${unread.includes('sysctls') ? ', as is usual' : ''}${port < below && capable ? ', with CAP_NET_BIND_SERVICE' : ''})`,
  address: ({ state, local }) => {
    if (state === 'any') return '';
    const where = state === 'group' ? 'of a group or a broadcast' : 'local';
    return `the address (${local === undefined ? where : `on ${local.interface}`})`;
  },
  ipv6: () => 'IPv6 (enabled)',
  bindv6only: ({ dualStack }) => `IPV6_V6ONLY (${dualStack ? 'off' : 'on'})`,
  'time-wait': ({ count }) => `TIME_WAIT (${count === 0 ? 'none' : count})`,
  ephemeral: () => 'the ephemeral range (the port is reserved)',
  vrf: () => '',
  device: () => '',
  namespace: () => '',
  unseen: () => '',
};

const LABELS: Readonly<Record<Factor['id'], string>> = {
  privilege: 'privilege',
  address: 'address',
  ipv6: 'IPv6',
  bindv6only: 'IPV6_V6ONLY',
  'time-wait': 'TIME_WAIT',
  ephemeral: 'ephemeral',
  vrf: 'VRF',
  device: 'device',
  namespace: 'namespace',
  unseen: 'unseen',
};

const say = (words: Words, factor: Factor): string => (words[factor.id] as (one: Factor) => string)(factor);

/** Whether the factor is about something that could not be read. */
export const isUnread = (factor: Factor): boolean =>
  factor.id === 'namespace' ? factor.namespace.id === '' : 'unread' in factor && factor.unread !== undefined;

export const factorLabel = ({ id }: Factor): string => LABELS[id];

export const factorInWords = (factor: Factor): string => say(SENTENCES, factor);

export const notTheCauseInWords = (factor: Factor): string => say(NOT_THE_CAUSE, factor);

const listed = (names: readonly string[]): string => names.join(', ');
