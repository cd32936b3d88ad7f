import type { Factor } from '../../model/why.ts';
import { printable } from '../text/text.ts';

type Of<Id extends Factor['id']> = Extract<Factor, { readonly id: Id }>;
type Words = { readonly [Id in Factor['id']]: (finding: Of<Id>) => string };

/** A sentence on each finding, for a cause or a note; empty where there is nothing to say. */
const SENTENCES: Words = {
  privilege: ({ port, below, capable }) =>
    capable
      ? `port ${port} is below ${below}, and you have CAP_NET_BIND_SERVICE`
      : `port ${port} is below net.ipv4.ip_unprivileged_port_start (${below}), and you have no CAP_NET_BIND_SERVICE`,
  address: addressSentence,
  ipv6: ({ sockets, disabledOn }) =>
    sockets
      ? `IPv6 is disabled on ${listed(disabledOn)} (net.ipv6.conf.*.disable_ipv6): they have no IPv6 address`
      : 'this kernel has no IPv6 sockets (ipv6.disable=1, or built without)',
  bindv6only: ({ dualStack, byOption }) => {
    const where = byOption ? 'the option' : 'net.ipv6.bindv6only';
    return dualStack ? `[::] takes IPv4 too, as ${where} says` : `[::] takes IPv6 only, as ${where} says`;
  },
  'time-wait': ({ count, seconds }) => `${count} in TIME_WAIT, the last for ${seconds} s more`,
  ephemeral: ({ range: [low, high] }) =>
    `the port lies in the ephemeral range ${low}-${high}: any connection may be given it; net.ipv4.ip_local_reserved_ports keeps it free`,
  vrf: ({ vrf, others, shared }) =>
    shared
      ? `VRFs exist (${listed(others)}), and sockets of all of them are compared`
      : `${vrf === undefined ? 'in no VRF' : `in VRF ${printable(vrf)}`}; sockets in ${listed(others)} are not in the way`,
  namespace: ({ namespace: { id, name, initial } }) => {
    const whose = initial === undefined ? '' : initial ? ', that of process 1' : ', not that of process 1';
    return `${id}${name === undefined ? '' : ` (${printable(name)})`}${whose}: sockets of other namespaces do not count`;
  },
  unseen: ({ refused }) =>
    refused === undefined
      ? 'before Linux 6.8 the kernel lists no socket that is bound without listening: something may hold the port that it does not show'
      : `sock_diag is refused (${refused}), and /proc/net lists no socket that is bound without listening: something may hold the port unseen`,
};

function addressSentence({ state, local, waived }: Of<'address'>): string {
  if (state === 'tentative') return 'the address is tentative: duplicate address detection still runs';
  if (state === 'dadfailed') return 'the address is a duplicate: another host on the link has it (dadfailed)';
  if (state === 'absent')
    return waived ? `this host has no such address; ${waived} lets it be bound` : 'this host has no such address';
  if (local === undefined) return '';
  const { link, state: own, interface: name } = local;
  const oddities = [
    ...(link === 'up'
      ? []
      : [`whose link ${link === 'down' ? 'is down' : 'has no carrier'}: no client reaches it there`]),
    ...(own === 'deprecated' ? ['deprecated: it binds all the same'] : []),
  ];
  return [`the address is on ${printable(name)}`, ...oddities].join(', ');
}

/** Why a finding is not the cause, in brackets; empty where it does not bear on this bind. */
const ACQUITTALS: Words = {
  privilege: ({ port, below, capable }) =>
    `privilege (port ${port} ${port >= below ? '>=' : '<'} ip_unprivileged_port_start ${below}${port < below && capable ? ', with CAP_NET_BIND_SERVICE' : ''})`,
  address: ({ state, local }) =>
    state === 'any' ? '' : `the address (${local === undefined ? 'local' : `on ${printable(local.interface)}`})`,
  ipv6: () => 'IPv6 (enabled)',
  bindv6only: ({ dualStack }) => `IPV6_V6ONLY (${dualStack ? 'off' : 'on'})`,
  'time-wait': ({ count }) => `TIME_WAIT (${count === 0 ? 'none' : count})`,
  ephemeral: () => 'the ephemeral range (the port is reserved)',
  vrf: () => '',
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
  namespace: 'namespace',
  unseen: 'unseen',
};

const say = (words: Words, finding: Factor): string => (words[finding.id] as (one: Factor) => string)(finding);

export const findingLabel = ({ id }: Factor): string => LABELS[id];

export const findingInWords = (finding: Factor): string => say(SENTENCES, finding);

export const acquittalInWords = (finding: Factor): string => say(ACQUITTALS, finding);

const listed = (names: readonly string[]): string => names.map(printable).join(', ');
