import type { RuleSocket } from '../rule-socket.ts';
import { LINUX_CALLS } from './calls.ts';
import { LINUX_CHECKS } from './checks.ts';
import { linuxDeliver } from './delivery.ts';
import { LINUX_EFFECTS } from './effects/index.ts';
import type { LinuxRules } from './linux-rules.ts';
import { lookupOrder, receiversOf } from './lookup-order.ts';
import { LINUX_PAIRS } from './pairs.ts';
import { CURRENT_KERNEL, type LinuxKernel } from './versions/kernel.ts';
import { linuxOn } from './versions/linux-on.ts';
import { clientRefusal } from './world/client-refusal.ts';
import { startLinuxWorld } from './world/world.ts';

/** The rules of every kernel. */
const EVERY: LinuxRules = {
  os: 'linux',
  name: 'Linux',
  checks: LINUX_CHECKS,
  pairs: LINUX_PAIRS,
  calls: LINUX_CALLS,
  kernel: CURRENT_KERNEL,
  later: [...LINUX_CALLS, ...LINUX_EFFECTS],
  portFree: 'linux.port-free',
  // inet_csk_listen_start() calls get_port() again, the socket already marked LISTEN.
  comparingCalls: ['bind', 'listen'],
  // udp_lib_lport_inuse() walks its list from the head and may stop early; TCP looks at all, where order does not matter.
  search: (newcomer, olds) => (newcomer.protocol === 'udp' ? fromTheHead(olds) : olds),
  receivers: receiversOf,
  deliver: linuxDeliver,
  clientRefusal: (rules, env, protocol, to) => clientRefusal(rules as LinuxRules, env, protocol, to),
  holds: () => true,
  startWorld: (rules, env, patience) => startLinuxWorld(rules as LinuxRules, env, patience),
};

/** The rules as they hold on a kernel: see versions/. */
export const linuxOnKernel = (kernel: LinuxKernel): LinuxRules => linuxOn(EVERY, kernel);

/** The rules of a current kernel. */
export const LINUX: LinuxRules = linuxOnKernel(CURRENT_KERNEL);

function fromTheHead(olds: readonly RuleSocket[]): readonly RuleSocket[] {
  const placed = olds.map((old, i) => ({ old, order: old.lookupOrder ?? lookupOrder(old, i + 1) }));
  return placed.sort((a, b) => a.order - b.order).map(({ old }) => old);
}
