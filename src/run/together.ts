import { type Address, isAny } from '../model/address.ts';
import { isForbidden } from '../model/denied.ts';
import type { ListenerObservation, TogetherObservation } from '../model/observation.ts';
import { isExhausted, type Outcome, type Skipped, skipped } from '../model/outcome.ts';
import type { CombinationPlan, TogetherPlan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { meet, type OpenListener, TIMED_OUT } from './client.ts';
import type { Clients } from './clients.ts';
import type { PreparedListener } from './listener.ts';
import type { Pacer } from './pacer.ts';
import { resetRemotePeers } from './remote-peers.ts';
import { prepareInOrder, type Started, startPaced } from './start-all.ts';

/** The wait at later addresses after one has timed out, in milliseconds: others of a link that is down would too. */
const SHORT_WAIT = 20;

/**
 * Starts all listeners of one family, in order, and keeps them open; then a local client visits each address. On a port
 * that another process uses too, it visits only addresses with an own listener: it never connects to the holder.
 */
export async function observeTogether(
  sockets: Sockets,
  combination: CombinationPlan,
  plan: TogetherPlan,
  clients: Clients,
  pacer: Pacer,
): Promise<TogetherObservation> {
  const prepared = prepareInOrder(sockets, combination, plan.addresses);
  const mayStart = pacer.ports.mayHoldAll(prepared.map(({ listener }) => listener));
  const started = mayStart ? await startPaced(sockets, prepared, combination.sequence, pacer) : [];
  const [first] = started;
  if (first !== undefined) pacer.ports.isOwn(combination.caution, first.listener, first.outcome);
  if (pacer.stopped) return { combination, plan, listeners: [], remotePeers: 0 };
  const open = started.flatMap(({ listener, fd }) => (fd >= 0 ? [{ address: listener.address, fd }] : []));
  const visited = await visitAll(sockets, combination, plan, { prepared, started, open, clients }, pacer);
  let { remotePeers } = visited;
  for (const { fd } of open) {
    remotePeers += resetRemotePeers(sockets, combination.protocol, fd);
    // The kernel resets what is still in its queue: inet_csk_listen_stop(), net/ipv4/inet_connection_sock.c.
    sockets.close(fd);
    if (pacer.advance(0)) await pacer.pause();
  }
  return { combination, plan, listeners: visited.listeners, remotePeers };
}

interface Running {
  readonly prepared: readonly PreparedListener[];
  readonly started: readonly Started[];
  readonly open: readonly OpenListener[];
  readonly clients: Clients;
}

async function visitAll(
  sockets: Sockets,
  combination: CombinationPlan,
  plan: TogetherPlan,
  { prepared, started, open, clients }: Running,
  pacer: Pacer,
): Promise<Pick<TogetherObservation, 'listeners' | 'remotePeers'>> {
  const listeners: ListenerObservation[] = [];
  const likelyFirst = inLikelyOrder(open);
  let remotePeers = 0;
  let wait = {};
  for (const [i, { outcome }] of started.entries()) {
    const { protocol, to } = prepared[i] as PreparedListener;
    const address = plan.addresses[i] as Address;
    const obstacle = whyNotVisit(combination, plan.visits[i] === true, outcome, clients);
    const meeting =
      obstacle === undefined
        ? meet(sockets, { protocol, address, to, ...wait }, likelyFirst(address))
        : { answers: null, reached: obstacle, remotePeers: 0 };
    remotePeers += meeting.remotePeers;
    clients.note(protocol, meeting);
    if (meeting.reached === TIMED_OUT) wait = { wait: SHORT_WAIT };
    // The own client, still queued after accept(2) or getsockname(2) failed, is no remote peer.
    if (isExhausted(meeting.reached) || isForbidden(meeting.reached))
      for (const { fd } of open) resetRemotePeers(sockets, protocol, fd);
    listeners.push({ address, outcome, answers: meeting.answers, reached: meeting.reached });
    if (pacer.advance(1) && !(await pacer.pause())) break;
  }
  return { listeners, remotePeers };
}

/** No packet may leave the host, and no service of another process may be visited. */
function whyNotVisit(
  { caution }: CombinationPlan,
  local: boolean,
  outcome: Outcome,
  { redirected }: Clients,
): Skipped | undefined {
  if (!local) return skipped('not-local');
  if (redirected) return skipped('redirected');
  return caution !== 'free' && outcome.kind !== 'ok' ? skipped('held') : undefined;
}

/**
 * Gives the listener of the exact address, then ANY, then the others: of a thousand listeners the first is nearly always
 * right, so that the others are not even listed.
 */
export function inLikelyOrder(open: readonly OpenListener[]): (address: Address) => Iterable<OpenListener> {
  const exact = new Map(open.map((listener) => [listener.address, listener]));
  const wildcards = open.filter((listener) => isAny(listener.address));
  return function* (address) {
    const own = exact.get(address);
    if (own !== undefined) yield own;
    for (const listener of wildcards) if (listener.address !== address) yield listener;
    for (const listener of open) if (listener.address !== address && !isAny(listener.address)) yield listener;
  };
}
