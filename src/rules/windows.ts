import { isAny, unmap } from '../model/address.ts';
import { addressNotLocal, beyondTheRules, type Read } from './bsd/checks.ts';
import { deliverBy } from './bsd/delivery.ts';
import { portFree } from './bsd/set.ts';
import { locality } from './environment.ts';
import { isConnected, type RuleSocket } from './rule-socket.ts';
import type { CheckRule, Pair, PairRule, RuleSet } from './rule.ts';

const PAGE = 'learn.microsoft.com, Winsock: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE';
const READ: Read = { os: 'windows', source: PAGE, certainty: 'documented' };

/** SO_EXCLUSIVEADDRUSE, which no configuration can ask for: it is here for Microsoft's whole table. */
const isExclusive = (p: RuleSocket & { readonly exclusive?: boolean }): boolean => p.exclusive === true;
const onAny = (p: RuleSocket): boolean => isAny(unmap(p.address));
const differentAccounts = ({ newcomer, old }: Pair): boolean => newcomer.uid !== old.uid;
const overlaps = ({ relation }: Pair): boolean => relation === 'wildcard' || relation === 'dual-stack';

/** The very same address; of a dual-stack :: and 0.0.0.0 too, which are ANY of one stack. */
const areSame = ({ relation, newcomer, old }: Pair): boolean =>
  relation === 'same' || (relation === 'dual-stack' && onAny(newcomer) && onAny(old));

const NO_REUSEPORT: CheckRule = {
  id: 'windows.no-reuseport',
  sentence: 'Windows has no SO_REUSEPORT: asking for it is an error.',
  condition: 'SO_REUSEPORT',
  source: 'learn.microsoft.com, Winsock: SOL_SOCKET Socket Options, and setsockopt (WSAENOPROTOOPT)',
  certainty: 'documented',
  why: '{newcomer} asks for SO_REUSEPORT, which Windows does not have',
  call: 'setsockopt',
  errno: 'ENOPROTOOPT',
  applies: ({ newcomer }) => newcomer.reuseport,
};

type Row = Omit<PairRule, 'source' | 'certainty'>;

/** Microsoft's table of Windows Server 2003 and later as questions; the page says nothing of protocols, so both are meant. */
const TABLE: readonly Row[] = [
  {
    id: 'windows.no-overlap',
    sentence: 'Two different specific addresses never conflict, nor do IPv4 and an IPv6 socket that is not dual-stack.',
    condition: 'two different specific addresses; or IPv4 and :: with IPV6_V6ONLY or a specific IPv6 address',
    why: '{newcomer} and {holder} share no address',
    verdict: 'ok',
    applies: ({ relation, newcomer, old }) =>
      relation === 'apart' ||
      relation === 'v6only' ||
      (relation === 'same' && newcomer.address.zone !== old.address.zone),
  },
  {
    id: 'windows.both-reuseaddr',
    sentence:
      'With SO_REUSEADDR on both sockets every address is shared, the same one too: who then gets the traffic is undefined.',
    condition: 'SO_REUSEADDR on both, any account',
    why: '{newcomer} and {holder} both have SO_REUSEADDR, which on Windows shares the port by force',
    verdict: 'ok',
    applies: ({ newcomer, old }) => newcomer.reuseaddr && old.reuseaddr,
  },
  {
    id: 'windows.reuseaddr-not-allowed',
    sentence: 'SO_REUSEADDR takes the same address only from a socket that has it too: else it is denied.',
    condition: 'the same address, SO_REUSEADDR on the newcomer, not on the old socket',
    why: '{holder} lacks the SO_REUSEADDR that would let {newcomer} have the same address',
    verdict: 'EACCES',
    applies: (pair) => areSame(pair) && pair.newcomer.reuseaddr,
  },
  {
    id: 'windows.same-address',
    sentence: 'A second socket on the very address and port of another is refused without SO_REUSEADDR.',
    condition: 'the same address, no SO_REUSEADDR on the newcomer',
    why: '{holder} is on the very address and port of {newcomer}, which does not force it',
    verdict: 'EADDRINUSE',
    applies: areSame,
  },
  {
    id: 'windows.exclusive-any',
    sentence: 'ANY with SO_EXCLUSIVEADDRUSE keeps every specific address for itself.',
    condition: 'the old socket on ANY with SO_EXCLUSIVEADDRUSE, the newcomer on a specific address',
    why: '{holder} has ANY for itself, by SO_EXCLUSIVEADDRUSE, and {newcomer} is a part of it',
    verdict: 'EACCES',
    applies: (pair) => overlaps(pair) && onAny(pair.old) && isExclusive(pair.old),
  },
  {
    id: 'windows.other-account',
    sentence: 'Beside ANY of another account no specific address is to be had, unless both have SO_REUSEADDR.',
    condition:
      'different accounts, the old socket on ANY, the newcomer on a specific address, not SO_REUSEADDR on both',
    why: '{holder} has ANY and belongs to another account, which {newcomer} cannot share',
    verdict: 'EACCES',
    applies: (pair) => overlaps(pair) && onAny(pair.old) && differentAccounts(pair),
  },
  {
    id: 'windows.exclusive-dual-stack',
    sentence: 'A dual-stack :: with SO_EXCLUSIVEADDRUSE must be the first on the port in IPv4 too.',
    condition: 'the newcomer a dual-stack :: with SO_EXCLUSIVEADDRUSE, the old socket on a specific IPv4 address',
    why: '{newcomer} asks for ANY of both stacks, and {holder} has a part of it',
    verdict: 'EACCES',
    applies: ({ relation, newcomer }) => relation === 'dual-stack' && isExclusive(newcomer),
  },
  {
    id: 'windows.exclusive-newcomer',
    sentence: 'ANY with SO_EXCLUSIVEADDRUSE is not to be had where a specific address is taken.',
    condition: 'the newcomer on ANY with SO_EXCLUSIVEADDRUSE, the old socket on a specific address',
    why: '{newcomer} asks for ANY for itself, and {holder} has a part of it',
    verdict: 'EADDRINUSE',
    applies: (pair) => overlaps(pair) && onAny(pair.newcomer) && isExclusive(pair.newcomer),
  },
  {
    id: 'windows.any-beside-specific',
    sentence: 'ANY and a specific address share a port of one account without any option, in either order.',
    condition: 'ANY beside a specific address, nothing above forbids it',
    why: '{newcomer} and {holder} are ANY and a specific address, which share a port',
    verdict: 'ok',
    applies: () => true,
  },
];

const CONNECTIONS: readonly PairRule[] = [
  {
    id: 'windows.time-wait-ignored',
    sentence: 'TIME_WAIT is not in the way of a socket without options.',
    condition: 'the old socket in TIME_WAIT, the newcomer without options',
    source: 'src/win/tcp.c, libuv 1.52, a comment',
    certainty: 'from source, not run',
    why: '{holder} is in TIME_WAIT, which does not stop {newcomer}',
    protocol: 'tcp',
    verdict: 'ok',
    applies: ({ old, newcomer }) => old.state === 'TIME_WAIT' && !newcomer.reuseaddr && !isExclusive(newcomer),
  },
  {
    id: 'windows.connections-undocumented',
    sentence: 'What a connection means to a newcomer is not documented, but that it may keep out SO_EXCLUSIVEADDRUSE.',
    condition: 'the old socket connected or in TIME_WAIT, nothing above',
    source: PAGE,
    certainty: 'documented',
    why: '{holder} is a connection, and what that means to {newcomer} is not documented',
    verdict: 'unknown',
    applies: ({ old }) => isConnected(old),
  },
];

const [NO_OVERLAP, ...CONTESTED] = TABLE.map((row): PairRule => ({ ...row, source: PAGE, certainty: 'documented' }));

/** Windows Server 2003 and later, from the table for user-space sockets. Its codes vary from page to page more than its successes. */
export const WINDOWS: RuleSet = {
  os: 'windows',
  name: 'Windows',
  // IPPROTO_IPV6 Socket Options: IPV6_V6ONLY is on by default.
  v6only: true,
  checks: [
    NO_REUSEPORT,
    beyondTheRules(READ),
    addressNotLocal(READ, ({ env, newcomer }) => locality(env, newcomer.address) !== 'local'),
  ],
  pairs: [...(NO_OVERLAP === undefined ? [] : [NO_OVERLAP]), ...CONNECTIONS, ...CONTESTED],
  calls: [],
  effects: [portFree(READ)],
  off: new Set(),
  contested: ['bind'],
  search: (_newcomer, olds) => olds,
  // The page calls it indeterminate.
  deliver: deliverBy({ exactFirst: false, ipv4First: false }),
};
