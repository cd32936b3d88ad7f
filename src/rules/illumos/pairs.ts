import type { PairRule } from '../rule.ts';
import { isConnected } from '../rule-socket.ts';
import { READ } from './read.ts';

type UnsourcedRule = Omit<PairRule, 'source' | 'certainty'>;

const RULES = [
  {
    id: 'illumos.udp-not-read',
    sentence: 'What two UDP sockets on one port mean to each other was not read.',
    condition: 'UDP, another socket on the port',
    why: '{holder} is on the UDP port of {newcomer}, and the rules of UDP were not read',
    protocol: 'udp',
    decision: 'unknown',
    applies: () => true,
  },
  {
    id: 'illumos.families-apart',
    sentence: 'IPv4 and IPv6 sockets have ports of their own, a dual-stack :: too.',
    condition: 'one socket IPv4, the other IPv6; a port asked for by number; no SO_EXCLBIND',
    why: '{newcomer} and {holder} are of different families, whose ports are separate',
    decision: 'ok',
    applies: ({ newcomer, old }) => newcomer.family !== old.family,
  },
  {
    id: 'illumos.no-overlap',
    sentence: 'Two different specific addresses never conflict.',
    condition: 'two different specific addresses',
    why: '{newcomer} and {holder} share no address',
    decision: 'ok',
    applies: ({ relation }) => relation === 'apart',
  },
  {
    id: 'illumos.connected-ignored',
    sentence: 'With SO_REUSEADDR on the newcomer connections are ignored, TIME_WAIT among them.',
    condition: 'SO_REUSEADDR on the newcomer, the old socket neither bound nor listening',
    why: '{newcomer} has SO_REUSEADDR, and {holder} is only a connection',
    decision: 'ok',
    applies: ({ newcomer, old }) => newcomer.reuseaddr && isConnected(old),
  },
  {
    id: 'illumos.exact-match',
    sentence: 'A second socket on the same address as one that is bound or listens is refused, SO_REUSEADDR or not.',
    condition: 'the same address, the old socket bound or listening',
    why: '{holder} is on the same address and port as {newcomer}',
    decision: 'EADDRINUSE',
    applies: ({ relation, old }) => relation === 'same' && !isConnected(old),
  },
  {
    id: 'illumos.any-beside-specific',
    sentence: 'With SO_REUSEADDR on the newcomer ANY and a specific address share a port, in either order.',
    condition: 'SO_REUSEADDR on the newcomer, ANY beside a specific address, no SO_EXCLBIND',
    why: '{newcomer} has SO_REUSEADDR, and {holder} is not on the same address',
    decision: 'ok',
    applies: ({ newcomer }) => newcomer.reuseaddr,
  },
  {
    id: 'illumos.newcomer-lacks-reuseaddr',
    sentence:
      'Without SO_REUSEADDR on the newcomer every overlapping socket of its family refuses it, in whatever state.',
    condition: 'no SO_REUSEADDR on the newcomer, the same address or ANY on either side',
    why: '{newcomer} lacks SO_REUSEADDR, and {holder} overlaps it',
    decision: 'EADDRINUSE',
    applies: () => true,
  },
] as const satisfies readonly UnsourcedRule[];

export type IllumosPairId = (typeof RULES)[number]['id'];

/** Two sockets on one port; the first rule that applies decides. */
export const ILLUMOS_PAIRS: readonly PairRule<IllumosPairId>[] = RULES.map((rule) => ({
  ...rule,
  source: READ.source,
  certainty: READ.certainty,
}));
