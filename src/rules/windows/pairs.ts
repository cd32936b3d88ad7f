import { isAny, unmap } from '../../model/address.ts';
import type { Pair, PairRule } from '../rule.ts';
import { isConnected, type RuleSocket } from '../rule-socket.ts';
import { PAGE } from './page.ts';

/** SO_EXCLUSIVEADDRUSE */
const isExclusive = (p: RuleSocket): boolean => p.exclusive === true;
const onAny = (p: RuleSocket): boolean => isAny(unmap(p.address));
const differentAccounts = ({ newcomer, old }: Pair): boolean => newcomer.uid !== old.uid;
const overlaps = ({ relation }: Pair): boolean => relation === 'wildcard' || relation === 'dual-stack';

/** The same address; a dual-stack :: and 0.0.0.0 count as the same too. */
const areSame = ({ relation, newcomer, old }: Pair): boolean =>
  relation === 'same' || (relation === 'dual-stack' && onAny(newcomer) && onAny(old));

type TableRule = Omit<PairRule, 'source' | 'certainty'>;

const NO_OVERLAP = [
  {
    id: 'windows.no-overlap',
    sentence: 'Two different specific addresses never conflict, nor do IPv4 and an IPv6 socket that is not dual-stack.',
    condition: 'two different specific addresses; or IPv4 and :: with IPV6_V6ONLY or a specific IPv6 address',
    why: '{newcomer} and {holder} share no address',
    decision: 'ok',
    applies: ({ relation, newcomer, old }) =>
      relation === 'apart' ||
      relation === 'v6only' ||
      (relation === 'same' && newcomer.address.zone !== old.address.zone),
  },
] as const satisfies readonly TableRule[];

/** Microsoft's table for Windows Server 2003 and later. The page does not mention protocols, so it counts for both. */
const TABLE = [
  {
    id: 'windows.both-reuseaddr',
    sentence:
      'With SO_REUSEADDR on both sockets every address is shared, the same one too: who then gets the traffic is undefined.',
    condition: 'SO_REUSEADDR on both, any account',
    why: '{newcomer} and {holder} both have SO_REUSEADDR, which on Windows always shares the port',
    decision: 'ok',
    applies: ({ newcomer, old }) => newcomer.reuseaddr && old.reuseaddr,
  },
  {
    id: 'windows.reuseaddr-not-allowed',
    sentence: 'SO_REUSEADDR takes the same address only from a socket that has it too: else it is denied.',
    condition: 'the same address, SO_REUSEADDR on the newcomer, not on the old socket',
    why: '{holder} lacks the SO_REUSEADDR that would let {newcomer} have the same address',
    decision: 'EACCES',
    applies: (pair) => areSame(pair) && pair.newcomer.reuseaddr,
  },
  {
    id: 'windows.same-address',
    sentence: 'A second socket on the same address and port as another is refused without SO_REUSEADDR.',
    condition: 'the same address, no SO_REUSEADDR on the newcomer',
    why: '{holder} is on the same address and port as {newcomer}, which lacks SO_REUSEADDR',
    decision: 'EADDRINUSE',
    applies: areSame,
  },
  {
    id: 'windows.exclusive-any',
    sentence: 'ANY with SO_EXCLUSIVEADDRUSE keeps every specific address for itself.',
    condition: 'the old socket on ANY with SO_EXCLUSIVEADDRUSE, the newcomer on a specific address',
    why: '{holder} has ANY for itself, by SO_EXCLUSIVEADDRUSE, and {newcomer} is a part of it',
    decision: 'EACCES',
    applies: (pair) => overlaps(pair) && onAny(pair.old) && isExclusive(pair.old),
  },
  {
    id: 'windows.other-account',
    sentence: 'Beside ANY of another account every specific address is refused, unless both have SO_REUSEADDR.',
    condition:
      'different accounts, the old socket on ANY, the newcomer on a specific address, not SO_REUSEADDR on both',
    why: '{holder} has ANY and belongs to another account, with which {newcomer} cannot share it',
    decision: 'EACCES',
    applies: (pair) => overlaps(pair) && onAny(pair.old) && differentAccounts(pair),
  },
  {
    id: 'windows.exclusive-dual-stack',
    sentence: 'A dual-stack :: with SO_EXCLUSIVEADDRUSE must be the first on the port in IPv4 too.',
    condition: 'the newcomer a dual-stack :: with SO_EXCLUSIVEADDRUSE, the old socket on a specific IPv4 address',
    why: '{newcomer} asks for ANY of both stacks, and {holder} has a part of it',
    decision: 'EACCES',
    applies: ({ relation, newcomer }) => relation === 'dual-stack' && isExclusive(newcomer),
  },
  {
    id: 'windows.exclusive-newcomer',
    sentence: 'ANY with SO_EXCLUSIVEADDRUSE is refused where a specific address is in use.',
    condition: 'the newcomer on ANY with SO_EXCLUSIVEADDRUSE, the old socket on a specific address',
    why: '{newcomer} asks for ANY for itself, and {holder} has a part of it',
    decision: 'EADDRINUSE',
    applies: (pair) => overlaps(pair) && onAny(pair.newcomer) && isExclusive(pair.newcomer),
  },
  {
    id: 'windows.any-beside-specific',
    sentence: 'ANY and a specific address share a port of one account without any option, in either order.',
    condition: 'ANY beside a specific address, nothing above forbids it',
    why: '{newcomer} and {holder} are ANY and a specific address, which share a port',
    decision: 'ok',
    applies: () => true,
  },
] as const satisfies readonly TableRule[];

const CONNECTIONS = [
  {
    id: 'windows.time-wait-ignored',
    sentence: 'TIME_WAIT does not refuse a socket without options.',
    condition: 'the old socket in TIME_WAIT, the newcomer without options',
    source: 'src/win/tcp.c, libuv 1.52, a comment',
    certainty: 'from source, not run',
    why: '{holder} is in TIME_WAIT, which does not stop {newcomer}',
    protocol: 'tcp',
    decision: 'ok',
    applies: ({ old, newcomer }) => old.state === 'TIME_WAIT' && !newcomer.reuseaddr && !isExclusive(newcomer),
  },
  {
    id: 'windows.connections-undocumented',
    sentence: 'What a connection means to a newcomer is not documented, but that it may refuse SO_EXCLUSIVEADDRUSE.',
    condition: 'the old socket connected or in TIME_WAIT, nothing above',
    source: PAGE,
    certainty: 'documented',
    why: '{holder} is a connection, and what that means to {newcomer} is not documented',
    decision: 'unknown',
    applies: ({ old }) => isConnected(old),
  },
] as const satisfies readonly PairRule[];

export type WindowsPairId = (typeof NO_OVERLAP | typeof CONNECTIONS | typeof TABLE)[number]['id'];

const documented = <Rule extends TableRule>(rule: Rule) => ({
  ...rule,
  source: PAGE,
  certainty: 'documented' as const,
});

/** Two sockets on one port; the first rule that applies decides. */
export const WINDOWS_PAIRS: readonly PairRule<WindowsPairId>[] = [
  ...NO_OVERLAP.map(documented),
  ...CONNECTIONS,
  ...TABLE.map(documented),
];
