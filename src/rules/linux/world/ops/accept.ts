import type { SocketAddress } from '../../../../model/address.ts';
import { ok, type Play } from '../branch.ts';
import { refusalOf } from '../call-context.ts';
import { callerOf, notOpen } from '../open-socket.ts';
import { sameSocketAddress } from '../state.ts';
import { waitedInVain } from '../wait.ts';

/** accept(2) */
export const accept: Play<'accept'> = (state, step, seen) => {
  const listener = state.named(step.from);
  if (listener === undefined) return notOpen(state, 'accept');
  const refusal = refusalOf({ state, sock: listener, op: 'accept' });
  if (refusal !== undefined) return refusal;
  const [first, ...rest] = listener.queue;
  const child = state.get(first);
  if (child === undefined) return waitedInVain(state, listener, 'accept', 'linux.nothing-to-accept');
  const { observation } = seen;
  if (observation?.outcome.kind === 'ok' && !mayBe(child.peer, observation.peer)) return [];
  listener.queue = rest;
  child.name = step.socket;
  child.uid = callerOf(state, step).uid;
  child.phase = 'connected';
  return ok(state, 'linux.accepted-inherits', child).map((b) => ({ ...b, holder: listener }));
};

/** Whether a connection may have the peer that was seen: a port that is not known fits every port. */
const mayBe = (own: SocketAddress | undefined, seen: SocketAddress | undefined): boolean =>
  own === undefined || seen === undefined || own.port < 0 || sameSocketAddress(own, seen);
