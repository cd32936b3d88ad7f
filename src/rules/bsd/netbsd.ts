import { isAny } from '../../model/address.ts';
import type { PairRule, RuleSet } from '../rule.ts';
import { isLookedUp } from './lookup.ts';
import { type BsdRuleId, bsdSet } from './set.ts';

const SOURCE =
  'in_pcbbind_port(), sys/netinet/in_pcb.c, and in6_pcbbind_port(), sys/netinet6/in6_pcb.c, before the merge of 2022';

const SET = bsdSet({
  os: 'netbsd',
  name: 'NetBSD',
  source: SOURCE,
  // An IPv4 newcomer is looked up as ::ffff:a.b.c.d too, which is never the same address as ::.
  tables: { old: 'wildcard', newcomer: 'nothing', mappedCost: 0 },
  // net.inet6.ip6.v6only is 1, ip6(4).
  v6only: true,
  ipv4First: false,
  otherUser: {
    sentence:
      'Where the best IPv4 match belongs to another user, only root may share its port, but for ANY beside an ANY with SO_REUSEPORT.',
    condition:
      "IPv4, not root, the best overlapping socket is another user's and not in TIME_WAIT; not ANY beside ANY with SO_REUSEPORT on the old one",
    refuses: (newcomer, old) =>
      old.table === 'inet' &&
      old.state !== 'TIME_WAIT' &&
      !(isAny(newcomer.address) && isAny(old.address) && old.reuseport),
  },
});

/** The sources that were read differ here, so that nothing is known. */
const OTHER_USER_IPV6 = {
  id: 'netbsd.other-user-ipv6',
  sentence: "Whether another user's IPv6 socket refuses the newcomer is not known.",
  condition: "IPv6, not root, the best overlapping socket is another user's",
  source: SOURCE,
  certainty: 'from source, not run',
  why: '{holder} belongs to another user, and what that means to {newcomer} was not read',
  decision: 'unknown',
  applies: ({ newcomer, old }) =>
    isLookedUp(old) && old.lookup === 'owner' && old.table === 'inet6' && old.uid !== newcomer.uid,
} as const satisfies PairRule;

/** NetBSD before the merge of its control blocks in 2022. */
export const NETBSD: RuleSet<BsdRuleId<'netbsd'> | (typeof OTHER_USER_IPV6)['id']> = {
  ...SET,
  pairs: [OTHER_USER_IPV6, ...SET.pairs],
};
