import { isAny, sameAddress, unmap } from '../../model/address.ts';
import type { OperatingSystem, Pair, PairRule } from '../rule.ts';
import { isConnected, type RuleSocket } from '../rule-socket.ts';
import { isLookedUp, type LookedUpSocket, mayShare, type Tables, tableOf } from './lookup.ts';

export type BsdSystem = Extract<OperatingSystem, 'freebsd' | 'macos' | 'openbsd' | 'netbsd'>;

/** What one member of the family does in its own way. */
export interface Ways<Os extends BsdSystem = BsdSystem> {
  readonly os: Os;
  readonly tables: Tables;
  /** The function that compares, and the release it was read in. */
  readonly source: string;
  /** Of the socket that the owner's lookup found, and that is another user's. */
  readonly otherUser: {
    readonly sentence: string;
    readonly condition: string;
    readonly refuses: (newcomer: RuleSocket, old: LookedUpSocket) => boolean;
  };
}

/** A rule of all members; its id and source are the member's. */
type FamilyRule = Omit<PairRule, 'id' | 'source' | 'certainty'> & { readonly name: string };

const rival = (pair: Pair): boolean => isLookedUp(pair.old) && pair.old.lookup === 'rival';
const passed = (pair: Pair): boolean => isLookedUp(pair.old) && pair.old.lookup === 'passed';

const familyRules = (ways: Ways) => {
  const { old, newcomer } = ways.tables;
  return [
    otherUser(ways),
    BOTH_REUSEPORT,
    ...(newcomer === 'any4' ? [DUAL_STACK_AFTER_ANY] : []),
    EXACT_MATCH,
    ...(old === 'nothing' ? [] : [dualStackBeforeIpv4(ways)]),
    NEWCOMER_LACKS_REUSE,
    ...passedBy(ways),
    ...(newcomer === 'any4' ? [BETTER_MATCH] : []),
  ];
};

export type BsdPairName = ReturnType<typeof familyRules>[number]['name'];

/** Two sockets on one port, in the order of the kernel's checks. What no lookup stops at comes last. */
export const bsdPairs = <Os extends BsdSystem>(ways: Ways<Os>): readonly PairRule<`${Os}.${BsdPairName}`>[] =>
  familyRules(ways).map(({ name, ...rule }) => ({
    ...rule,
    id: `${ways.os}.${name}`,
    source: ways.source,
    certainty: 'from source, not run',
  }));

const otherUser = ({ otherUser: { sentence, condition, refuses } }: Ways) =>
  ({
    name: 'other-user',
    sentence,
    condition,
    why: '{holder} belongs to another user, whose port {newcomer} cannot share',
    decision: 'EADDRINUSE',
    applies: ({ newcomer, old }) =>
      isLookedUp(old) && old.lookup === 'owner' && old.uid !== newcomer.uid && refuses(newcomer, old),
  }) as const satisfies FamilyRule;

const BOTH_REUSEPORT = {
  name: 'both-reuseport',
  sentence: 'With SO_REUSEPORT on both sockets the port is shared, the same address too.',
  condition: 'SO_REUSEPORT on both',
  why: '{newcomer} and {holder} both have SO_REUSEPORT',
  decision: 'ok',
  applies: (pair) => rival(pair) && pair.newcomer.reuseport && pair.old.reuseport,
} as const satisfies FamilyRule;

const DUAL_STACK_AFTER_ANY = {
  name: 'dual-stack-after-any',
  sentence: 'A dual-stack :: may come after 0.0.0.0, though not the other way round.',
  condition: ':: without IPV6_V6ONLY, the best match in the IPv4 table an AF_INET socket on 0.0.0.0',
  why: '{newcomer} is dual-stack, and 0.0.0.0 of an AF_INET socket, {holder}, does not refuse it',
  decision: 'ok',
  applies: (pair) =>
    rival(pair) && pair.newcomer.family === 'inet6' && pair.old.family === 'inet' && isAny(pair.old.address),
} as const satisfies FamilyRule;

const EXACT_MATCH = {
  name: 'exact-match',
  sentence: 'A second socket on the same address and port as an unconnected one is refused, SO_REUSEADDR or not.',
  condition: 'the same address, the old socket bound or listening, not SO_REUSEPORT on both',
  why: '{holder} is on the same address and port as {newcomer}',
  decision: 'EADDRINUSE',
  applies: (pair) => rival(pair) && isExact(pair.newcomer, pair.old) && !isConnected(pair.old),
} as const satisfies FamilyRule;

const dualStackBeforeIpv4 = ({ tables: { old } }: Ways) =>
  ({
    name: 'dual-stack-before-ipv4',
    sentence: `A dual-stack :: takes IPv4 too: without a reuse option no IPv4 address comes after it${old === 'any4' ? ', with one all but 0.0.0.0' : ''}.`,
    condition: `an IPv4 newcomer, the old socket :: without IPV6_V6ONLY; neither reuse option on the newcomer${old === 'any4' ? ', or 0.0.0.0' : ''}`,
    why: '{holder} is dual-stack, and takes the IPv4 of {newcomer} too',
    decision: 'EADDRINUSE',
    applies: (pair) => rival(pair) && tableOf(pair.newcomer) === 'inet' && tableOf(pair.old) === 'inet6',
  }) as const satisfies FamilyRule;

const NEWCOMER_LACKS_REUSE = {
  name: 'newcomer-lacks-reuse',
  sentence:
    'Without a reuse option on the newcomer every socket whose address overlaps refuses it, connected ones and TIME_WAIT too.',
  condition: 'neither SO_REUSEADDR nor SO_REUSEPORT on the newcomer, the same address or ANY on either side',
  why: '{newcomer} has neither reuse option, and {holder} overlaps it',
  decision: 'EADDRINUSE',
  applies: rival,
} as const satisfies FamilyRule;

const BETTER_MATCH = {
  name: 'better-match',
  sentence: 'Only the best match is asked: an overlapping socket behind it does not count.',
  condition: 'another socket on the port matches with fewer wildcards, or as well and is newer',
  why: '{holder} is not the best match for {newcomer}, and only that one is asked',
  decision: 'ok',
  applies: passed,
} as const satisfies FamilyRule;

const passedBy = ({ tables }: Ways) =>
  [
    {
      name: 'families-apart',
      sentence: familiesApart(tables),
      condition: 'one socket IPv4, the other IPv6, and the table of either is not searched for the other',
      why: '{newcomer} and {holder} are of different families, which are not compared here',
      decision: 'ok',
      applies: (pair) => passed(pair) && areApart(tables, pair.newcomer, pair.old),
    },
    {
      name: 'no-overlap',
      sentence: 'Two different specific addresses never conflict.',
      condition: 'two different specific addresses',
      why: '{newcomer} and {holder} share no address',
      decision: 'ok',
      applies: (pair) =>
        passed(pair) &&
        !isExact(pair.newcomer, pair.old) &&
        !isAny(unmap(pair.newcomer.address)) &&
        !isAny(unmap(pair.old.address)),
    },
    {
      name: 'connected-ignored',
      sentence:
        'With a reuse option on the newcomer connections are ignored, TIME_WAIT among them, whatever their own options.',
      condition: 'SO_REUSEADDR or SO_REUSEPORT on the newcomer, the old socket connected or in TIME_WAIT',
      why: '{newcomer} has a reuse option, and {holder} is only a connection',
      decision: 'ok',
      applies: (pair) => passed(pair) && mayShare(pair.newcomer) && isConnected(pair.old),
    },
    {
      name: 'any-beside-specific',
      sentence: 'With a reuse option on the newcomer ANY and a specific address share a port, in either order.',
      condition: 'SO_REUSEADDR or SO_REUSEPORT on the newcomer, the addresses overlap without being the same',
      why: '{newcomer} has a reuse option, and {holder} is not on the same address',
      decision: 'ok',
      applies: (pair) => passed(pair) && mayShare(pair.newcomer),
    },
  ] as const satisfies readonly FamilyRule[];

const isExact = (a: RuleSocket, b: RuleSocket): boolean => sameAddress(unmap(a.address), unmap(b.address));

function areApart(tables: Tables, newcomer: RuleSocket, old: RuleSocket): boolean {
  if (tableOf(newcomer) === tableOf(old)) return false;
  const [six, reaches] = tableOf(newcomer) === 'inet6' ? [newcomer, tables.newcomer] : [old, tables.old];
  return reaches === 'nothing' || !isAny(six.address) || six.v6only;
}

function familiesApart(tables: Tables): string {
  if (tables.old === 'nothing') return 'IPv4 and IPv6 sockets are in tables of their own, and never conflict.';
  const newcomer =
    tables.newcomer === 'nothing' ? '; an IPv6 newcomer, dual-stack or not, is never compared with IPv4' : '';
  return `A specific IPv6 address, or :: with IPV6_V6ONLY, never conflicts with an IPv4 address${newcomer}.`;
}
