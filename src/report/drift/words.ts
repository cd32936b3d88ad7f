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
