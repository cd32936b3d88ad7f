import type { Address } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import type { Sequence } from '../model/options.ts';
import type { CallOutcome } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { listenOn, openBound, openListening, type PreparedListener, prepare } from './listener.ts';
import type { Pacer } from './pacer.ts';

/** A listener that was started: `fd` is -1 if it was refused. */
export interface Started {
  readonly listener: Listener;
  readonly outcome: CallOutcome;
  readonly fd: number;
}

/** Prepares the listeners of one family: the first with the holder's options, the others with the newcomer's. */
export const prepareInOrder = (
  sockets: Sockets,
  combination: Combination,
  addresses: readonly Address[],
): PreparedListener[] =>
  addresses.map((address, i) => prepare(sockets, listenerAt(combination, i === 0 ? 'holder' : 'newcomer', address)));

/** Starts the listeners: each binds and listens before the next, or all bind before the first listens. */
export function startAll(sockets: Sockets, prepared: readonly PreparedListener[], sequence: Sequence): Started[] {
  const starting = startOneByOne(sockets, prepared, sequence);
  for (;;) {
    const step = starting.next();
    if (step.done) return step.value;
  }
}

/** The same with pauses for signals. After an abort it gives no listener: the end of the run closes every socket. */
export async function startPaced(
  sockets: Sockets,
  prepared: readonly PreparedListener[],
  sequence: Sequence,
  pacer: Pacer,
): Promise<Started[]> {
  const starting = startOneByOne(sockets, prepared, sequence);
  for (;;) {
    const step = starting.next();
    if (step.done) return step.value;
    if (pacer.advance(0) && !(await pacer.pause())) return [];
  }
}

/** Yields after each listener, so that the caller may pause. */
function* startOneByOne(
  sockets: Sockets,
  prepared: readonly PreparedListener[],
  sequence: Sequence,
): Generator<void, Started[]> {
  const open = sequence === 'bind-all-first' ? openBound : openListening;
  const started: Started[] = [];
  for (const one of prepared) {
    started.push({ listener: one.listener, ...open(sockets, one) });
    yield;
  }
  if (sequence !== 'bind-all-first') return started;
  for (const [i, { listener, fd }] of started.entries()) {
    if (fd >= 0 && listener.protocol === 'tcp') started[i] = { listener, ...listenOn(sockets, fd) };
    yield;
  }
  return started;
}
