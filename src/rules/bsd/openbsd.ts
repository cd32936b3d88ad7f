import type { CheckRule, RuleSet } from '../rule.ts';
import { type BsdRuleId, bsdSet } from './set.ts';

const ALWAYS_V6ONLY = {
  id: 'openbsd.always-v6only',
  sentence: 'IPV6_V6ONLY is always on and cannot be turned off.',
  condition: 'IPV6_V6ONLY set to 0 on an AF_INET6 socket',
  source: 'ip6_ctloutput(), sys/netinet6/ip6_output.c',
  certainty: 'from source, not run',
  why: '{newcomer} asks for a dual-stack socket, which OpenBSD does not have',
  call: 'setsockopt',
  decision: 'EINVAL',
  applies: ({ newcomer }) => newcomer.dualStackAsked === true,
} as const satisfies CheckRule;

const SET = bsdSet({
  os: 'openbsd',
  name: 'OpenBSD',
  source: 'in_pcbaddrisavail_lock(), sys/netinet/in_pcb.c, and in6_pcbaddrisavail_lock(), sys/netinet6/in6_pcb.c, 2025',
  tables: { old: 'nothing', newcomer: 'nothing', mappedCost: 0 },
  v6only: true,
  ipv4First: false,
  otherUser: {
    sentence: 'Where the best match, even a mere connection, belongs to another user, only root may share its port.',
    condition: 'not root, the best overlapping socket has another effective uid',
    refuses: () => true,
  },
});

/** OpenBSD of 2025, with in_pcbaddrisavail_lock(). */
export const OPENBSD: RuleSet<BsdRuleId<'openbsd'> | (typeof ALWAYS_V6ONLY)['id']> = {
  ...SET,
  checks: [ALWAYS_V6ONLY, ...SET.checks],
};
