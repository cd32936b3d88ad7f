import { isMapped } from '../model/address.ts';
import { addressNotLocal, beyondTheRules, privilegedPort, type Read } from './bsd/checks.ts';
import { deliverBy } from './bsd/delivery.ts';
import { exactFirst, portFree } from './bsd/set.ts';
import { isConnected } from './rule-socket.ts';
import type { CheckRule, PairRule, RuleSet } from './rule.ts';

const READ: Read = {
  os: 'illumos',
  source: 'tcp_bindi(), usr/src/uts/common/inet/tcp/tcp_bind.c, illumos-gate 39707ee3',
  certainty: 'from source, not run',
};

const REUSEPORT: CheckRule = {
  id: 'illumos.reuseport-not-read',
  sentence: 'What the newer SO_REUSEPORT means was not read.',
  condition: 'SO_REUSEPORT on the newcomer',
  source: READ.source,
  certainty: READ.certainty,
  why: '{newcomer} has SO_REUSEPORT, whose rules were not read',
  call: 'bind',
  errno: 'unknown',
  applies: ({ newcomer }) => newcomer.reuseport,
};

const MAPPED_V6ONLY: CheckRule = {
  id: 'illumos.mapped-on-v6only',
  sentence: 'A v4-mapped address does not go with IPV6_V6ONLY.',
  condition: 'TCP, IPV6_V6ONLY, address in ::ffff:0:0/96',
  source: 'tcp_bind_check(), usr/src/uts/common/inet/tcp/tcp_bind.c, illumos-gate 39707ee3',
  certainty: READ.certainty,
  why: '{newcomer} is an IPv4 address in IPv6 clothes, and the socket has IPV6_V6ONLY',
  call: 'bind',
  errno: 'EADDRNOTAVAIL',
  applies: ({ newcomer: { protocol, v6only, address } }) => protocol === 'tcp' && v6only && isMapped(address),
};

type Row = Omit<PairRule, 'id' | 'source' | 'certainty'> & { readonly name: string };

const ROWS: readonly Row[] = [
  {
    name: 'udp-not-read',
    sentence: 'What two UDP sockets on one port mean to each other was not read.',
    condition: 'UDP, another socket on the port',
    why: '{holder} is on the UDP port of {newcomer}, and the rules of UDP were not read',
    protocol: 'udp',
    verdict: 'unknown',
    applies: () => true,
  },
  {
    name: 'families-apart',
    sentence: 'IPv4 and IPv6 sockets have ports of their own, a dual-stack :: too.',
    condition: 'one socket IPv4, the other IPv6; a port asked for by number; no SO_EXCLBIND',
    why: '{newcomer} and {holder} are of different families, whose ports are separate',
    verdict: 'ok',
    applies: ({ newcomer, old }) => newcomer.family !== old.family,
  },
  {
    name: 'no-overlap',
    sentence: 'Two different specific addresses never conflict.',
    condition: 'two different specific addresses',
    why: '{newcomer} and {holder} share no address',
    verdict: 'ok',
    applies: ({ relation }) => relation === 'apart',
  },
  {
    name: 'connected-ignored',
    sentence: 'With SO_REUSEADDR on the newcomer connections are ignored, TIME_WAIT among them.',
    condition: 'SO_REUSEADDR on the newcomer, the old socket neither bound nor listening',
    why: '{newcomer} has SO_REUSEADDR, and {holder} is only a connection',
    verdict: 'ok',
    applies: ({ newcomer, old }) => newcomer.reuseaddr && isConnected(old),
  },
  {
    name: 'exact-match',
    sentence: 'A second socket on the very address of one that is bound or listens is refused, SO_REUSEADDR or not.',
    condition: 'the same address, the old socket bound or listening',
    why: '{holder} is on the very address and port of {newcomer}',
    verdict: 'EADDRINUSE',
    applies: ({ relation, old }) => relation === 'same' && !isConnected(old),
  },
  {
    name: 'any-beside-specific',
    sentence: 'With SO_REUSEADDR on the newcomer ANY and a specific address share a port, in either order.',
    condition: 'SO_REUSEADDR on the newcomer, ANY beside a specific address, no SO_EXCLBIND',
    why: '{newcomer} has SO_REUSEADDR, and {holder} is not on the very same address',
    verdict: 'ok',
    applies: ({ newcomer }) => newcomer.reuseaddr,
  },
  {
    name: 'newcomer-lacks-reuseaddr',
    sentence:
      'Without SO_REUSEADDR on the newcomer every overlapping socket of its family is in its way, in whatever state.',
    condition: 'no SO_REUSEADDR on the newcomer, the same address or ANY on either side',
    why: '{newcomer} lacks SO_REUSEADDR, and {holder} overlaps it',
    verdict: 'EADDRINUSE',
    applies: () => true,
  },
];

/** illumos-gate of 2025. SO_EXCLBIND is left aside: no configuration can ask for it. */
export const ILLUMOS: RuleSet = {
  os: 'illumos',
  name: 'illumos',
  v6only: false,
  checks: [MAPPED_V6ONLY, REUSEPORT, beyondTheRules(READ), addressNotLocal(READ), privilegedPort(READ)],
  pairs: ROWS.map(
    ({ name, ...row }): PairRule => ({ ...row, id: `illumos.${name}`, source: READ.source, certainty: READ.certainty }),
  ),
  calls: [],
  effects: [portFree(READ), exactFirst(READ)],
  off: new Set(),
  contested: ['bind'],
  search: (_newcomer, olds) => olds,
  deliver: deliverBy({ exactFirst: true, ipv4First: false }),
};
