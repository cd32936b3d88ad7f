import { isMapped } from '../../model/address.ts';
import type { CheckRule, RuleSet } from '../rule.ts';
import { addressNotLocal, noExclusive, notCovered, privilegedPort } from '../shared/checks.ts';
import { deliverBy, receiversOf } from '../shared/delivery.ts';
import { exactFirst, portFree } from '../shared/texts.ts';
import { ILLUMOS_PAIRS, type IllumosPairId } from './pairs.ts';
import { READ } from './read.ts';

const REUSEPORT = {
  id: 'illumos.reuseport-not-read',
  sentence: 'What the newer SO_REUSEPORT means was not read.',
  condition: 'SO_REUSEPORT on the newcomer',
  source: READ.source,
  certainty: READ.certainty,
  why: '{newcomer} has SO_REUSEPORT, whose rules were not read',
  call: 'bind',
  decision: 'unknown',
  applies: ({ newcomer }) => newcomer.reuseport,
} as const satisfies CheckRule;

const MAPPED_V6ONLY = {
  id: 'illumos.mapped-on-v6only',
  sentence: 'A socket with IPV6_V6ONLY does not bind to a v4-mapped address.',
  condition: 'TCP, IPV6_V6ONLY, address in ::ffff:0:0/96',
  source: 'tcp_bind_check(), usr/src/uts/common/inet/tcp/tcp_bind.c, illumos-gate 39707ee3',
  certainty: READ.certainty,
  why: '{newcomer} is a v4-mapped address, and the socket has IPV6_V6ONLY',
  call: 'bind',
  decision: 'EADDRNOTAVAIL',
  applies: ({ newcomer: { protocol, v6only, address } }) => protocol === 'tcp' && v6only && isMapped(address),
} as const satisfies CheckRule;

type IllumosRuleId =
  | (typeof REUSEPORT | typeof MAPPED_V6ONLY)['id']
  | IllumosPairId
  | `illumos.${'no-exclusive' | 'not-covered' | 'address-not-local' | 'privileged-port' | 'port-free' | 'exact-before-any'}`;

/** illumos-gate of 2025. SO_EXCLBIND is left aside: no configuration can ask for it. */
export const ILLUMOS: RuleSet<IllumosRuleId> = {
  os: 'illumos',
  name: 'illumos',
  v6only: false,
  checks: [
    noExclusive('illumos', READ.certainty),
    MAPPED_V6ONLY,
    REUSEPORT,
    notCovered(READ),
    addressNotLocal(READ),
    privilegedPort(READ),
  ],
  pairs: ILLUMOS_PAIRS,
  later: [portFree(READ), exactFirst(READ)],
  portFree: 'illumos.port-free',
  comparingCalls: ['bind'],
  search: (_newcomer, olds) => olds,
  receivers: receiversOf,
  deliver: deliverBy({ exactFirst: true, ipv4First: false }),
  holds: () => true,
};
