import { type Address, isAny } from '../model/address.ts';
import type { ListenerObservation, TogetherObservation } from '../model/observation.ts';
import { isExhausted, type Outcome } from '../model/outcome.ts';
import type { Combination, CombinationPlan, TogetherPlan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { meet, type OpenListener, TIMED_OUT } from './client.ts';
import { type ListenerSpec, listenerSpec, listenOn, openBound, openListening } from './listener.ts';
import type { Pacer } from './pacer.ts';
import { resetRemotePeers } from './remote-peers.ts';

/** No packet may leave the host, and nobody else's service is to be visited. */
function whyNotVisit(combination: CombinationPlan, local: boolean, outcome: Outcome): string | undefined {
  if (!local) return 'skipped:not-local';
  return combination.caution !== 'free' && outcome !== 'ok' ? 'skipped:held' : undefined;
}

/** After one address has answered nothing in time, others of a link that is down need not be waited for as long. Milliseconds. */
const SHORT_WAIT = 20;

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
  const started = await startPaced(sockets, specs, combination.sequence, pacer);
  const open = started.filter((s) => s.fd >= 0);
  if (pacer.stopped) return { combination, plan, listeners: [], remotePeers: 0 };
  const visited = await visitAll(sockets, combination, plan, { specs, started, open }, pacer);
  let { remotePeers } = visited;
  for (const { fd } of open) {
    remotePeers += resetRemotePeers(sockets, combination.protocol, fd);
    sockets.reset(fd);
    if (pacer.advance(0)) await pacer.pause();
  }
  return { combination, plan, listeners: visited.listeners, remotePeers };
}

interface Running {
  readonly specs: readonly ListenerSpec[];
  readonly started: readonly Started[];
  readonly open: readonly Started[];
}

async function visitAll(
  sockets: Sockets,
  combination: CombinationPlan,
  plan: TogetherPlan,
  { specs, started, open }: Running,
  pacer: Pacer,
): Promise<Pick<TogetherObservation, 'listeners' | 'remotePeers'>> {
  const listeners: ListenerObservation[] = [];
  let remotePeers = 0;
  let wait = {};
  for (const [i, spec] of specs.entries()) {
    const outcome = started[i]?.outcome ?? 'ok';
    const obstacle = whyNotVisit(combination, plan.visits[i] === true, outcome);
    const meeting =
      obstacle === undefined
        ? meet(sockets, { ...spec, ...wait }, likelyFirst(open, spec.address))
        : { answers: null, reached: obstacle, remotePeers: 0 };
    remotePeers += meeting.remotePeers;
    if (meeting.reached === TIMED_OUT) wait = { wait: SHORT_WAIT };
    // Our own client, which accept(2) has left in a queue, is no stranger.
    if (isExhausted(meeting.reached)) for (const { fd } of open) resetRemotePeers(sockets, spec.protocol, fd);
    listeners.push({ address: spec.address, outcome, answers: meeting.answers, reached: meeting.reached });
    if (pacer.advance(1) && !(await pacer.pause())) break;
  }
  return { listeners, remotePeers };
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
  const starting = startOneByOne(sockets, specs, sequence);
  for (;;) {
    const step = starting.next();
    if (step.done) return step.value;
  }
}

/** The same with signals let in. After one of them it gives no listener: whoever ends the run closes what is open. */
async function startPaced(
  sockets: Sockets,
  specs: readonly ListenerSpec[],
  sequence: Combination['sequence'],
  pacer: Pacer,
): Promise<Started[]> {
  const starting = startOneByOne(sockets, specs, sequence);
  for (;;) {
    const step = starting.next();
    if (step.done) return step.value;
    if (pacer.advance(0) && !(await pacer.pause())) return [];
  }
}

/** Yields after each call, so that others can have their turn. */
function* startOneByOne(
  sockets: Sockets,
  specs: readonly ListenerSpec[],
  sequence: Combination['sequence'],
): Generator<void, Started[]> {
  const bindsFirst = sequence === 'bind-all-first';
  const started: Started[] = [];
  for (const spec of specs) {
    started.push({ address: spec.address, ...(bindsFirst ? openBound : openListening)(sockets, spec) });
    yield;
  }
  if (!bindsFirst) return started;
  for (const [i, { address, fd }] of started.entries()) {
    if (fd >= 0 && specs[i]?.protocol === 'tcp') started[i] = { address, ...listenOn(sockets, fd) };
    yield;
  }
  return started;
}

/** The exact address, then ANY, then the others: with a thousand listeners the first look is nearly always right. */
function likelyFirst(open: readonly OpenListener[], address: Address): OpenListener[] {
  const exact = open.filter((l) => l.address === address);
  const wildcard = open.filter((l) => isAny(l.address) && l.address !== address);
  return [...exact, ...wildcard, ...open.filter((l) => l.address !== address && !isAny(l.address))];
}
