import { type Address, isAny } from '../model/address.ts';
import type { ListenerObservation, TogetherObservation } from '../model/observation.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Combination, CombinationPlan, TogetherPlan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { meet, type OpenListener } from './client.ts';
import { type ListenerSpec, listenerSpec, listenOn, openBound, openListening } from './listener.ts';
import type { Pacer } from './pacer.ts';
import { turnAway } from './strangers.ts';

/** No packet may leave the host, and nobody else's service is to be visited. */
function whyNotVisit(combination: CombinationPlan, local: boolean, outcome: Outcome): string | undefined {
  if (!local) return 'skipped:not-local';
  return combination.caution !== 'free' && outcome !== 'ok' ? 'skipped:held' : undefined;
}

/** One listener as it came out: `fd` is -1 where it was refused. */
export interface Started {
  readonly address: Address;
  readonly outcome: Outcome;
  readonly fd: number;
}

/**
 * All listeners of one family, in order, kept open at once; then a local client visits each address. On a port
 * that somebody else holds too, only where our own listener is: nobody connects to the holder.
 */
export async function observeTogether(
  sockets: Sockets,
  combination: CombinationPlan,
  plan: TogetherPlan,
  pacer: Pacer,
): Promise<TogetherObservation> {
  const specs = specsInOrder(sockets, combination, plan.addresses);
  const started = startAll(sockets, specs, combination.sequence);
  const open = started.filter((s) => s.fd >= 0);
  const listeners: ListenerObservation[] = [];
  let strangers = 0;
  for (const [i, spec] of specs.entries()) {
    const outcome = started[i]?.outcome ?? 'ok';
    const obstacle = whyNotVisit(combination, plan.visits[i] === true, outcome);
    const meeting =
      obstacle === undefined
        ? meet(sockets, spec.protocol, spec.address, spec.to, likelyFirst(open, spec.address))
        : { answers: null, reached: obstacle, strangers: 0 };
    strangers += meeting.strangers;
    listeners.push({ address: spec.address, outcome, answers: meeting.answers, reached: meeting.reached });
    if (pacer.advance(1) && !(await pacer.pause())) break;
  }
  for (const { fd } of open) {
    strangers += turnAway(sockets, combination.protocol, fd);
    sockets.reset(fd);
  }
  return { combination, plan, listeners, strangers };
}

/** The first listener is the holder, the others are newcomers, where the two set different options. */
export const specsInOrder = (
  sockets: Sockets,
  combination: Combination,
  addresses: readonly Address[],
): ListenerSpec[] =>
  addresses.map((address, i) =>
    listenerSpec(sockets, combination, i === 0 ? combination.reuse.holder : combination.reuse.newcomer, address),
  );

/** Starts the listeners: each binds and listens before the next, or all bind before the first listens. */
export function startAll(
  sockets: Sockets,
  specs: readonly ListenerSpec[],
  sequence: Combination['sequence'],
): Started[] {
  if (sequence === 'listen-each')
    return specs.map((spec) => ({ address: spec.address, ...openListening(sockets, spec) }));
  const bound = specs.map((spec) => ({ spec, ...openBound(sockets, spec) }));
  return bound.map(({ spec, fd, outcome }) => ({
    address: spec.address,
    ...(fd >= 0 && spec.protocol === 'tcp' ? listenOn(sockets, fd) : { fd, outcome }),
  }));
}

/** The exact address, then ANY, then the others: with a thousand listeners the first look is nearly always right. */
function likelyFirst(open: readonly OpenListener[], address: Address): OpenListener[] {
  const exact = open.filter((l) => l.address === address);
  const wildcard = open.filter((l) => isAny(l.address) && l.address !== address);
  return [...exact, ...wildcard, ...open.filter((l) => l.address !== address && !isAny(l.address))];
}
