import type { Change, ChangeKind, Drift, DriftSide, ListenerTrait, Unseen } from '../../model/drift.ts';
import { ownersText } from '../../model/host-snapshot.ts';
import { sightText } from '../snapshot/words.ts';
import { plural } from '../text/text.ts';

/** Options by their names in setsockopt(2). */
const TRAITS: Readonly<Record<ListenerTrait, string>> = {
  reuseaddr: 'SO_REUSEADDR',
  reuseport: 'SO_REUSEPORT',
  v6only: 'IPV6_V6ONLY',
  device: 'SO_BINDTODEVICE',
  backlog: 'backlog',
  state: 'state',
  uid: 'uid',
  copies: 'sockets alike',
};

const beforeAndNow = ({ before = 'absent', now = 'absent' }: Change): string => `${before} before, ${now} now`;

const of = ({ subject, socket }: Change): string =>
  socket === undefined || socket.owners.length === 0 ? subject : `${subject} of ${ownersText(socket)}`;

const TEXTS: Readonly<Record<ChangeKind, (change: Change) => string>> = {
  hostname: (one) => `hostname: ${beforeAndNow(one)}`,
  kernel: (one) => `kernel: ${beforeAndNow(one)}`,
  ipv6: (one) => `IPv6: ${beforeAndNow(one)}`,
  localhost: (one) => `${one.subject}: ${beforeAndNow(one)}`,
  'local-route': ({ subject, now }) => `route ${subject} is ${now === undefined ? 'gone' : 'new'}`,
  sysctl: (one) => `${one.subject}: ${beforeAndNow(one)}`,
  'interface-gone': ({ subject }) => `interface ${subject} is gone`,
  'interface-new': ({ subject, now = '' }) => `interface ${subject} is new, ${now}`,
  link: (one) => `link of ${one.subject}: ${beforeAndNow(one)}`,
  'interface-setting': (one) => `${one.setting} of ${one.subject}: ${beforeAndNow(one)}`,
  'address-gone': ({ subject, before = '' }) => `address ${subject} of ${before} is gone`,
  'address-new': ({ subject, now = '' }) => `address ${subject} of ${now} is new`,
  'address-moved': ({ subject, before = '', now = '' }) => `address ${subject} moved from ${before} to ${now}`,
  'address-state': (one) => `address ${one.subject}: ${beforeAndNow(one)}`,
  'listener-gone': (one) => `${of(one)} is gone`,
  'listener-new': (one) => `${of(one)} is new`,
  'listener-moved': ({ before = '', now = '', socket }) =>
    `${socket === undefined ? 'a listener' : ownersText(socket)} moved from ${before} to ${now}`,
  'listener-option': (one) => `${of(one)}: ${TRAITS[one.trait ?? 'state']} ${beforeAndNow(one)}`,
  'listener-owner': (one) => `${one.subject}: ${beforeAndNow(one)}`,
};

/** One line: what changed. */
export const changeText = (change: Change): string => TEXTS[change.kind](change);

/** What distinguishes a change from all others of its report. */
export const changeId = ({ kind, subject, trait, setting }: Change): string =>
  [kind, subject, trait ?? setting ?? ''].filter((part) => part !== '').join(' ');

const FIELDS: Readonly<Record<Unseen['what'], string>> = {
  ...TRAITS,
  owners: 'the owner',
  sysctls: 'the sysctls',
  'bound sockets': 'TCP sockets that are bound and do not listen',
};

/** `the owner of 3 listeners cannot be compared: unknown in web-1.json (only root sees …)` */
export function unseenText({ what, side, subjects }: Unseen, { before, now }: Drift): string {
  const reason = ({ name, sight, facts }: DriftSide): string => {
    const why = what === 'sysctls' && facts.unread !== undefined ? '/proc could not be read' : sightText(sight);
    return `${name}${why === '' ? '' : ` (${why})`}`;
  };
  const where = side === 'both' ? 'both' : reason(side === 'before' ? before : now);
  const [first = '', ...more] = subjects;
  const which =
    subjects.length === 0 ? '' : more.length === 0 ? ` of ${first}` : ` of ${plural(subjects.length, 'listener')}`;
  return `${FIELDS[what]}${which} cannot be compared: unknown in ${where}`;
}

const DECIDES: Readonly<Record<ChangeKind | 'unknown', string>> = {
  hostname: 'The snapshots are of hosts with two names.',
  kernel: 'The kernel is another one.',
  ipv6: 'IPv6 sockets came or went.',
  localhost: '/etc/hosts has other addresses for localhost.',
  'local-route': 'The table by which the kernel tells whether an IPv4 address is its own has another route.',
  sysctl: 'A setting that decides about sockets changed.',
  'interface-gone': 'An interface is gone.',
  'interface-new': 'An interface is new.',
  link: 'A link went up or down.',
  'interface-setting': 'The MTU, the VRF or the use of IPv6 of an interface changed.',
  'address-gone': 'An address is gone.',
  'address-new': 'An address is new.',
  'address-moved': 'An address is on another interface.',
  'address-state': 'The state or the prefix of an address changed.',
  'listener-gone': 'A listener is gone.',
  'listener-new': 'A listener is new.',
  'listener-moved': 'A server listens on another address of the same port.',
  'listener-option': 'An option of a listener changed.',
  'listener-owner': 'A listener is of other processes.',
  unknown: 'Something could be seen in one snapshot only.',
};

/** A sentence for each kind of change, by its rule: `drift.link`. */
export const DRIFT_RULES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(DECIDES).map(([kind, text]) => [`drift.${kind}`, text]),
);
