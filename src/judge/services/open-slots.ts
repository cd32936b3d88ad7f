import { sameAddress } from '../../model/address.ts';
import type { PlannedSocket, ReadyService, Slot } from '../../model/planned-socket.ts';
import { bindCall, closeCall, type Doing, listenCall, passed, setCall } from './calls.ts';
import type { TrailStep } from './trail.ts';

/** One try to open a socket. */
export interface Attempt {
  /** The socket's name in the trail. */
  readonly name: string;
  readonly slot: Slot;
  /** Which of the choices of the slot. */
  readonly choice: number;
  readonly socket: PlannedSocket;
  readonly bind: TrailStep;
  /** Absent of UDP, and where bind(2) failed. */
  listen?: TrailStep;
}

/** Whether all calls of the attempt went through. */
export const isOpen = ({ bind, listen, socket }: Attempt): boolean =>
  passed(bind) && (socket.protocol === 'udp' || (listen !== undefined && passed(listen)));

/** The service whose sockets are opened, and how each is named. */
export interface Opener {
  readonly service: Pick<ReadyService, 'fails' | 'listen' | 'uid'>;
  readonly name: () => string;
}

/**
 * Opens sockets as the server would: one after the other, or all bound first. At the first refused call it stops if the
 * server exits there. Gives every attempt; those that failed are closed.
 */
export function* openSlots(opener: Opener, slots: readonly Slot[]): Doing<readonly Attempt[]> {
  const { fails, listen } = opener.service;
  const listensLater = listen === 'after-all-binds';
  const attempts: Attempt[] = [];
  for (const slot of slots) {
    if (fails.pair === 'udp-first' && isWithoutUdp(slot, attempts)) continue;
    const tried = yield* openOne(opener, slot, listensLater);
    for (const one of tried) attempts.push(one);
    if (!isStarted(tried.at(-1), listensLater) && stopsAtFirst(fails)) return attempts;
  }
  if (listensLater) yield* listenOnAll(opener, attempts);
  return attempts;
}

const isStarted = (attempt: Attempt | undefined, listensLater: boolean): boolean =>
  attempt !== undefined && (listensLater ? passed(attempt.bind) : isOpen(attempt));

function* listenOnAll(opener: Opener, attempts: readonly Attempt[]): Doing<void> {
  for (const attempt of attempts) {
    if (!passed(attempt.bind)) continue;
    yield* listenOn(opener, attempt);
    if (!isOpen(attempt) && stopsAtFirst(opener.service.fails)) return;
  }
}

const stopsAtFirst = ({ then, at }: ReadyService['fails']): boolean => then === 'exits' && at !== 'end';

/** named(8) opens no TCP socket where it has no UDP socket. */
function isWithoutUdp({ choices: [wanted] }: Slot, attempts: readonly Attempt[]): boolean {
  if (wanted?.protocol !== 'tcp') return false;
  const udp = attempts.filter(
    ({ socket }) =>
      socket.protocol === 'udp' && socket.port === wanted.port && sameAddress(socket.address, wanted.address),
  );
  return udp.length > 0 && !udp.some(isOpen);
}

/** Tries the choices of a slot until one is open. */
function* openOne(opener: Opener, slot: Slot, listensLater: boolean): Doing<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  for (const [choice, socket] of slot.choices.entries()) {
    const name = opener.name();
    const bind = yield bindCall(name, socket, opener.service.uid);
    const attempt: Attempt = { name, slot, choice, socket, bind };
    attempts.push(attempt);
    if (!passed(bind)) {
      yield closeCall(name, socket.port);
      continue;
    }
    if (socket.after !== undefined) yield setCall(name, socket.port, socket.after);
    if (listensLater) return attempts;
    yield* listenOn(opener, attempt);
    if (isOpen(attempt)) return attempts;
  }
  return attempts;
}

function* listenOn({ service }: Opener, attempt: Attempt): Doing<void> {
  const { name, socket } = attempt;
  if (socket.protocol === 'udp') return;
  attempt.listen = yield listenCall(name, socket.port, service.uid);
  if (!passed(attempt.listen)) yield closeCall(name, socket.port);
}
