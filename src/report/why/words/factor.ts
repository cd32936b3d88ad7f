import type { Factor } from '../../../model/factor.ts';
import { counted } from '../../text/counted.ts';
import type { Phrase, Say } from '../../text/say.ts';
import { listerInWords } from './sight.ts';

type Of<Id extends Factor['id']> = Extract<Factor, { readonly id: Id }>;
type Words = { readonly [Id in Factor['id']]: (factor: Of<Id>, say: Say) => string };

/** A sentence on each factor that is a cause or a note; empty where there is nothing to say. */
const SENTENCES: Words = {
  privilege: privilegeSentence,
  address: addressSentence,
  ipv6: ({ sockets, disabledOn }, say) =>
    sockets
      ? say('IPv6 is disabled on {devices} (net.ipv6.conf.*.disable_ipv6): they have no IPv6 address', {
          devices: listed(disabledOn, say),
        })
      : say('this kernel has no IPv6 sockets (ipv6.disable=1, or built without)'),
  bindv6only: ({ dualStack, byOption }, say) => {
    const by = byOption ? 'IPV6_V6ONLY' : 'net.ipv6.bindv6only';
    return dualStack ? say('[::] accepts IPv4 too ({by})', { by }) : say('[::] accepts IPv6 only ({by})', { by });
  },
  'time-wait': ({ count, seconds }, say) =>
    say('{connections} in TIME_WAIT; the last expires in {seconds} s', {
      connections: counted(say, count, '{n} connection', '{n} connections'),
      seconds,
    }),
  ephemeral: ({ range, reserved }, say) =>
    reserved
      ? say('the port is in the ephemeral range {range}, and reserved now: a connection may have got it before', {
          range: range.join('-'),
        })
      : say(
          'the port is in the ephemeral range {range}: the kernel may give it to any connection, unless net.ipv4.ip_local_reserved_ports reserves it',
          { range: range.join('-') },
        ),
  vrf: vrfSentence,
  device: ({ own, devices }, say) =>
    own === undefined
      ? say('a socket that is bound to no device covers every device, {devices} too', {
          devices: listed(devices, say),
        })
      : say('the socket in the way is bound to no device, and covers {device} too', { device: own }),
  namespace: ({ namespace: { id, name, initial } }, say) => {
    const whose = initial === undefined ? '' : say(initial ? ', that of process 1' : ', not that of process 1');
    const which = id || say('not known which (mount /proc)');
    return say('{namespace}: sockets of other namespaces do not count', {
      namespace: `${which}${name === undefined ? '' : ` (${name})`}${whose}`,
    });
  },
  unseen: ({ refused }, say) =>
    say('{lister} sockets that are bound without listening: one of them may hold the port', {
      lister: listerInWords(refused === undefined ? {} : { sockDiagRefused: refused }, say),
    }),
};

function privilegeSentence({ port, below, capable, idle, unread = [] }: Of<'privilege'>, say: Say): string {
  const where = { port, below };
  if (unread.includes('capabilities'))
    return say(
      'port {port} is below {below}, and whether you have CAP_NET_BIND_SERVICE cannot be read (mount /proc)',
      where,
    );
  if (capable) return say('port {port} is below {below}, and you have CAP_NET_BIND_SERVICE', where);
  const why = say(idle ? IDLE : 'you have no CAP_NET_BIND_SERVICE');
  return say('port {port} is below net.ipv4.ip_unprivileged_port_start ({below}), and {why}', { ...where, why });
}

/** capabilities(7), user_namespaces(7) */
const IDLE =
  'your CAP_NET_BIND_SERVICE counts only in your own user namespace, which does not own this network namespace';

function vrfSentence({ vrf, others, shared }: Of<'vrf'>, say: Say): string {
  if (shared)
    return say('sockets of all VRFs ({vrfs}) are compared', {
      vrfs: listed([...(vrf === undefined ? [] : [vrf]), ...others], say),
    });
  return vrf === undefined
    ? say('in no VRF; sockets in {others} do not conflict', { others: listed(others, say) })
    : say('in VRF {vrf}; sockets in {others} do not conflict', {
        vrf,
        others: listed([say('no VRF'), ...others], say),
      });
}

function addressSentence({ state, local, vrf, waived }: Of<'address'>, say: Say): string {
  const device = String(local?.interface);
  if (state === 'other-vrf')
    return vrf === undefined
      ? say('the address is in no VRF: a socket on a device in a VRF does not take it')
      : say(
          'the address is on {device}, in VRF {vrf}: only a socket that is bound to {vrf}, or to a device in it, takes it',
          { device, vrf },
        );
  if (state === 'tentative') return dadSentence(local, say);
  if (state === 'dadfailed') return say('the address is a duplicate: another host on the link has it (dadfailed)');
  if (state === 'unrouted')
    return say("the address is on {device}, but the kernel's table has no route to it (ip route show table local)", {
      device,
    });
  if (state === 'absent')
    return waived
      ? say('this host has no such address; {waived} lets it be bound', { waived })
      : say('this host has no such address');
  if (local === undefined) return '';
  const { link, state: own } = local;
  return [
    say('the address is on {device}', { device }),
    ...(link === 'up' ? [] : [say(link === 'down' ? LINK_DOWN : NO_CARRIER)]),
    ...(own === 'deprecated' ? [say('it is deprecated, but can be bound')] : []),
  ].join(say('; '));
}

const LINK_DOWN = 'its link is down, so that no client reaches it';
const NO_CARRIER = 'its link has no carrier, so that no client reaches it';

/** It begins when the link is ready: addrconf_dad_begin(), net/ipv6/addrconf.c, 6.18. */
function dadSentence(local: Of<'address'>['local'], say: Say): string {
  if (local === undefined || local.link === 'up')
    return say('the address is tentative: duplicate address detection is still running');
  const device = local.interface;
  return local.link === 'down'
    ? say('the address is tentative: duplicate address detection waits until {device} is up', { device })
    : say('the address is tentative: duplicate address detection waits until {device} has a carrier', { device });
}

/** A factor that is not the cause, with its state in brackets; empty where it does not bear on this bind. */
const NOT_THE_CAUSE: Words = {
  privilege: ({ port, below, capable, unread = [] }, say) =>
    say('privilege ({state})', {
      state: [
        say('port {port} {than} ip_unprivileged_port_start {below}', { port, than: port >= below ? '>=' : '<', below }),
        ...(unread.includes('sysctls') ? [say('as is usual')] : []),
        ...(port < below && capable ? [say('with CAP_NET_BIND_SERVICE')] : []),
      ].join(say(', ')),
    }),
  address: ({ state, local }, say) => {
    if (state === 'any') return '';
    if (local !== undefined) return say('the address (on {device})', { device: local.interface });
    return say(state === 'group' ? 'the address (of a group or a broadcast)' : 'the address (local)');
  },
  ipv6: (_, say) => say('IPv6 (enabled)'),
  bindv6only: ({ dualStack }, say) => say('IPV6_V6ONLY ({state})', { state: say(dualStack ? 'off' : 'on') }),
  'time-wait': ({ count }, say) => say('TIME_WAIT ({count})', { count: count === 0 ? say('none') : count }),
  ephemeral: (_, say) => say('the ephemeral range (the port is reserved)'),
  vrf: () => '',
  device: () => '',
  namespace: () => '',
  unseen: () => '',
};

const LABELS = {
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
} as const satisfies Readonly<Record<Factor['id'], Phrase>>;

const told = (words: Words, factor: Factor, say: Say): string =>
  (words[factor.id] as (one: Factor, say: Say) => string)(factor, say);

/** Whether the factor is about something that could not be read. */
export const isUnread = (factor: Factor): boolean =>
  factor.id === 'namespace' ? factor.namespace.id === '' : 'unread' in factor && factor.unread !== undefined;

export const factorLabel = ({ id }: Factor): (typeof LABELS)[Factor['id']] => LABELS[id];

export const factorInWords = (factor: Factor, say: Say): string => told(SENTENCES, factor, say);

export const notTheCauseInWords = (factor: Factor, say: Say): string => told(NOT_THE_CAUSE, factor, say);

const listed = (names: readonly string[], say: Say): string => names.join(say(', '));
