import type { Change, ChangeKind, ListenerTrait } from '../../model/drift.ts';
import { listed } from './listed.ts';

/** What a change means for who listens and who answers; empty where nothing follows from it alone. */
export const meaningOf = (change: Change): string => MEANINGS[change.kind](change);

const MEANINGS: Readonly<Record<ChangeKind, (change: Change) => string>> = {
  hostname: () => 'the two may be snapshots of two hosts',
  kernel: () => 'its rules may decide otherwise: give the plans with --plan, or ask check --predict',
  ipv6: ({ now }) => (now === 'on' ? 'IPv6 sockets can be opened' : 'no IPv6 socket can be opened'),
  localhost: () => 'servers that are told localhost listen on other addresses after a restart',
  'local-route': ({ now }) =>
    now === undefined
      ? 'a bind to it fails with EADDRNOTAVAIL'
      : 'what it has can be bound like an address of this host',
  sysctl: ({ subject, now }) => SYSCTLS[subject]?.(now ?? '') ?? '',
  'interface-gone': () => 'its addresses are gone, and no socket can be bound to it',
  'interface-new': () => '',
  link: ({ subject, now }) =>
    now === 'up'
      ? `the addresses of ${subject} are reached from outside again`
      : `the addresses of ${subject} can be bound, and are not reached from outside`,
  'interface-setting': ({ setting, subject, now }) =>
    setting === 'vrf'
      ? `sockets that are bound to no VRF may not get the clients of ${subject}`
      : setting === 'ipv6' && now === 'off'
        ? `${subject} has no IPv6 address any more`
        : '',
  'address-gone': () => 'no client reaches a listener there, and a bind to it fails with EADDRNOTAVAIL',
  'address-new': () => 'listeners on a wildcard address answer there too',
  'address-moved': ({ before = '' }) => `sockets that are bound to ${before} do not get its clients`,
  'address-state': ({ before = '', now = '' }) =>
    UNBOUND.test(now)
      ? 'it cannot be bound'
      : UNBOUND.test(before)
        ? 'it can be bound'
        : now.startsWith('/')
          ? 'its subnet and its broadcast address are others'
          : 'it is not chosen for new connections while it is deprecated',
  'listener-gone': ({ others = [] }) =>
    others.length === 0 ? 'nobody answers there' : `clients may reach ${listed(others)} instead`,
  'listener-new': ({ others = [] }) =>
    others.length === 0 ? 'nobody answered there before' : `it may take clients of ${listed(others)}`,
  'listener-moved': ({ before = '', others = [], reach = 'none' }) => MOVED[reach](before, listed(others)),
  'listener-option': (change) => OPTIONS[change.trait ?? 'state'](change),
  'listener-owner': () => 'another process answers, or another user may share the port',
};

const MOVED: Readonly<Record<NonNullable<Change['reach']>, (before: string, others: string) => string>> = {
  all: (before, others) => `clients of ${before} reach ${others}`,
  part: (before, others) => `of the clients of ${before}, a part reaches ${others}, and the others nobody`,
  none: (before) => `nobody answers at ${before} any more`,
};

/** States in which bind(2) refuses an address. */
const UNBOUND = /tentative|dadfailed/;

const isOn = ({ now }: Change): boolean => now === 'on';

const isUdp = ({ subject }: Change): boolean => subject.startsWith('udp ');

const OPTIONS: Readonly<Record<ListenerTrait, (change: Change) => string>> = {
  reuseport: (change) =>
    isOn(change)
      ? `another socket of uid ${change.socket?.uid ?? 0} with SO_REUSEPORT may share the port, and takes a part of the clients`
      : 'no second socket may share the port',
  reuseaddr: (change) =>
    isUdp(change)
      ? isOn(change)
        ? 'another socket with SO_REUSEADDR may be bound there, and takes all datagrams'
        : 'no second socket may be bound there'
      : isOn(change)
        ? 'it can start again while connections of it are in TIME_WAIT'
        : 'after a stop it cannot be bound while connections of it are in TIME_WAIT',
  v6only: (change) =>
    isOn(change)
      ? 'it takes no IPv4 any more, and leaves the port of 0.0.0.0 to others'
      : 'it takes IPv4 too, and the port of 0.0.0.0 with it',
  device: ({ now = 'none' }) =>
    now === 'none' ? 'it takes clients of every interface' : `it takes only clients that come in by ${now}`,
  backlog: ({ now = '' }) => `at most ${now} connections wait for accept(2)`,
  state: ({ now = '' }) => (now === 'LISTEN' ? 'it takes clients' : 'it takes no clients, and holds the port'),
  uid: ({ now = '' }) => `sockets of uid ${now} may share the port where both set SO_REUSEPORT`,
  copies: ({ now = '' }) => (now === '1' ? 'one socket takes all clients' : `clients are divided among ${now} sockets`),
};

const SYSCTLS: Readonly<Record<string, (now: string) => string>> = {
  'net.ipv6.bindv6only': (now) =>
    now === '1'
      ? 'a server on [::] that does not set IPV6_V6ONLY itself takes no IPv4 after its next start'
      : 'a server on [::] that does not set IPV6_V6ONLY itself takes IPv4 too after its next start',
  'net.ipv4.ip_unprivileged_port_start': (now) => `ports below ${now} need CAP_NET_BIND_SERVICE`,
  'net.ipv4.ip_nonlocal_bind': (now) => nonlocal('IPv4', now),
  'net.ipv6.ip_nonlocal_bind': (now) => nonlocal('IPv6', now),
  'net.ipv4.ip_local_port_range': (now) => `automatic ports are of ${now.replace(' ', ' to ')}`,
  'net.core.somaxconn': (now) => `a listener that starts now has at most ${now} connections that wait for accept(2)`,
};

const nonlocal = (family: string, now: string): string =>
  now === '0' ? `only ${family} addresses of this host can be bound` : `any ${family} address can be bound`;
