import type { Address } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import type { Sequence } from '../model/options.ts';
import type { CallOutcome } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { listenOn, openBound, openListening, type PreparedListener, prepare } from './listener.ts';
import type { Pacer } from './pacer.ts';

/** One listener as it came out: `fd` is -1 where it was refused. */
export interface Started {
  readonly listener: Listener;
  readonly outcome: CallOutcome;
  readonly fd: number;
}

/** The first listener is the holder, the others are newcomers, where the two set different options. */
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

/** The same with signals let in. After one of them it gives no listener: whoever ends the run closes what is open. */
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

/** Yields after each call, so that others can have their turn. */
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
