import { type Axis, asPair, asWord, type Pair } from './axis.ts';
import {
  DEVICE_NAME,
  FORESEEN_REUSE,
  OWN_UID,
  type Reuse,
  reuseOptions,
  SEQUENCES,
  type Sequence,
  SWITCHES,
  type Switch,
  UID_FORM,
  V6ONLY,
  type V6only,
} from './options.ts';

const REUSE_NAMES: Readonly<Record<Reuse, string>> = {
  none: 'no reuse option',
  addr: 'SO_REUSEADDR',
  port: 'SO_REUSEPORT',
  'addr+port': 'SO_REUSEADDR and SO_REUSEPORT',
  exclusive: 'SO_EXCLUSIVEADDRUSE',
};

const REUSE_LABELS: Readonly<Record<Reuse, string>> = {
  ...REUSE_NAMES,
  none: 'no option',
  'addr+port': 'both options',
};

const reuse: Axis<Pair<Reuse>> = {
  noun: 'a value of reuse',
  words: FORESEEN_REUSE,
  pairs: 'none/addr',
  byDefault: 'addr',
  help: 'none, addr, port, addr+port, with --predict exclusive; HOLDER/NEWCOMER where they differ: none/addr [addr]',
  about:
    'The reuse options that the sockets set: one for all, or one for the holder and one for the newcomer. "exclusive", SO_EXCLUSIVEADDRUSE, is for predictions.',
  ...asPair<Reuse>(),
  title: ({ holder, newcomer }) => {
    if (holder !== newcomer) return `holder ${REUSE_NAMES[holder]}, newcomer ${REUSE_NAMES[newcomer]}`;
    return holder === 'none' ? REUSE_NAMES.none : `${REUSE_NAMES[holder]} on all sockets`;
  },
  label: ({ holder, newcomer }) =>
    holder === newcomer ? REUSE_LABELS[holder] : `${REUSE_LABELS[holder]}, then ${REUSE_LABELS[newcomer]}`,
  options: (value, role) => reuseOptions(value[role]),
  onlyForeseen: ({ holder, newcomer }) => holder === 'exclusive' || newcomer === 'exclusive',
};

const v6only: Axis<V6only> = {
  noun: 'a value of v6only',
  words: V6ONLY,
  byDefault: 'system',
  help: 'IPV6_V6ONLY: system, on, off [system]',
  about: 'IPV6_V6ONLY of the IPv6 sockets; "system" leaves it as net.ipv6.bindv6only has it.',
  ...asWord<V6only>(),
  title: (value) => (value === 'system' ? '' : `IPV6_V6ONLY ${value}`),
  label: (value) => `v6only ${value}`,
  // It means nothing to an IPv4 socket, and setting it there is an error.
  options: (value, _role, family) => (value === 'system' || family === 'inet' ? {} : { v6only: value === 'on' }),
};

const sequence: Axis<Sequence> = {
  noun: 'a sequence',
  words: SEQUENCES,
  byDefault: 'listen-each',
  help: 'listen-each, bind-all-first [listen-each]',
  about:
    'listen-each: each socket binds and listens before the next, as separate servers do. bind-all-first: all bind, then all listen.',
  ...asWord<Sequence>(),
  title: (value) => (value === 'listen-each' ? '' : 'all bind before any listens'),
  label: (value) => value,
  options: () => ({}),
  tcpOnly: true,
};

const onDevice = (name: string): string => (name === 'none' ? 'no device' : name);

const device: Axis<Pair<string>> = {
  noun: 'the name of an interface',
  words: ['none'],
  freeText: { form: DEVICE_NAME, such: 'the name of an interface, such as eth0' },
  pairs: 'eth0/eth1',
  byDefault: 'none',
  reportedIfChanged: true,
  help: 'SO_BINDTODEVICE: none, or an interface; HOLDER/NEWCOMER where they differ: eth0/eth1 [none]',
  about:
    'SO_BINDTODEVICE: the interface that the sockets are bound to, one for all or one for each of a pair; or none.',
  ...asPair<string>(),
  title: ({ holder, newcomer }) => {
    if (holder !== newcomer) return `holder on ${onDevice(holder)}, newcomer on ${onDevice(newcomer)}`;
    return holder === 'none' ? '' : `all on ${holder}`;
  },
  label: ({ holder, newcomer }) =>
    holder === newcomer ? `on ${onDevice(holder)}` : `on ${onDevice(holder)}, then ${onDevice(newcomer)}`,
  options: (value, role) => (value[role] === 'none' ? {} : { device: value[role] }),
};

const userInWords = (id: string): string => (id === OWN_UID ? 'who runs this program' : `uid ${id}`);

const uid: Axis<Pair<string>> = {
  noun: 'a user id',
  words: [OWN_UID],
  freeText: { form: UID_FORM, such: 'a number, such as 1000' },
  pairs: '1000/1001',
  byDefault: OWN_UID,
  reportedIfChanged: true,
  help: 'with --predict, the user that opens the sockets: own, or a number; HOLDER/NEWCOMER: 1000/1001 [own]',
  about:
    'For predictions, the user (account) that opens the sockets: "own", or a number; one for all or one for each of a pair.',
  ...asPair<string>(),
  title: ({ holder, newcomer }) => {
    if (holder !== newcomer) return `holder of ${userInWords(holder)}, newcomer of ${userInWords(newcomer)}`;
    return holder === OWN_UID ? '' : `all of ${userInWords(holder)}`;
  },
  label: ({ holder, newcomer }) =>
    holder === newcomer ? `of ${userInWords(holder)}` : `of ${userInWords(holder)}, then ${userInWords(newcomer)}`,
  options: (value, role) => (value[role] === OWN_UID ? {} : { uid: Number(value[role]) }),
  onlyForeseen: ({ holder, newcomer }) => holder !== OWN_UID || newcomer !== OWN_UID,
};

const freebind: Axis<Switch> = {
  noun: 'a value of freebind',
  words: SWITCHES,
  byDefault: 'off',
  reportedIfChanged: true,
  help: 'IP_FREEBIND: off, on [off]',
  about: 'IP_FREEBIND of the sockets: on lets them bind an address that this host does not have.',
  ...asWord<Switch>(),
  title: (value) => (value === 'off' ? '' : 'IP_FREEBIND'),
  label: (value) => `freebind ${value}`,
  options: (value) => (value === 'on' ? { freebind: true } : {}),
};

/** The axes by their keys, in the order in which a heading names them. The first varies fastest. */
export const ROWS = { reuse, v6only, sequence, device, freebind, uid };
