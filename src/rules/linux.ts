import { LINUX_CALLS } from './linux/calls.ts';
import { LINUX_CHECKS } from './linux/checks.ts';
import { linuxDeliver, seatOf } from './linux/delivery.ts';
import { LINUX_EFFECTS } from './linux/effects.ts';
import { LINUX_PAIRS } from './linux/pairs.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { RuleSet } from './rule.ts';

/** Linux 6.18; older kernels differ where os-specific notes of a rule say so. */
export const LINUX: RuleSet = {
  os: 'linux',
  name: 'Linux',
  checks: LINUX_CHECKS,
  pairs: LINUX_PAIRS,
  calls: LINUX_CALLS,
  effects: LINUX_EFFECTS,
  off: new Set(),
  // inet_csk_listen_start() calls get_port() again, the socket already marked LISTEN.
  contested: ['bind', 'listen'],
  // udp_lib_lport_inuse() walks its list from the head and may stop early; TCP looks at all, where order does not matter.
  search: (newcomer, olds) => (newcomer.protocol === 'udp' ? fromTheHead(olds) : olds),
  deliver: linuxDeliver,
};

function fromTheHead(olds: readonly RuleSocket[]): readonly RuleSocket[] {
  const seated = olds.map((old, i) => ({ old, seat: old.seat ?? seatOf(old, i + 1) }));
  return seated.sort((a, b) => a.seat - b.seat).map(({ old }) => old);
}
