import { formatAddress } from '../../model/address.ts';
import type { SocketOptions } from '../../model/options.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { Step } from '../../model/trial.ts';
import type { TrailStep } from './trail.ts';

/** A step of a service, for the kernel. */
export interface Call {
  readonly port: number;
  readonly step: Step;
}

/** What a service does, call by call; it is given what came of each. */
export type Doing<T> = Generator<Call, T, TrailStep>;

/** Whether a call went through; one of which nothing is known counts as that. */
export const passed = ({ outcome }: TrailStep): boolean => outcome.kind !== 'refused';

/** Whether nothing is known of it. */
export const isOpenQuestion = ({ outcome }: TrailStep): boolean =>
  outcome.kind === 'unknown' || outcome.kind === 'not-tried' || outcome.kind === 'differs';

const expected = { expect: ['ok'] } as const;

/** bind(2) of a new socket under that name. */
export function bindCall(name: string, socket: PlannedSocket, uid: number | undefined): Call {
  const { protocol, address, port, options } = socket;
  return {
    port,
    step: {
      op: 'bind',
      socket: name,
      address: formatAddress(address),
      port,
      open: { protocol, ...options },
      ...(uid === undefined || uid === 0 ? {} : { uid }),
      ...expected,
    },
  };
}

export const listenCall = (name: string, port: number, uid: number | undefined): Call => ({
  port,
  step: { op: 'listen', socket: name, ...(uid === undefined || uid === 0 ? {} : { uid }), ...expected },
});

export const closeCall = (name: string, port: number): Call => ({
  port,
  step: { op: 'close', socket: name, ...expected },
});

/** setsockopt(2) of a socket that is bound. */
export const setCall = (name: string, port: number, set: SocketOptions): Call => ({
  port,
  step: { op: 'setsockopt', socket: name, set, ...expected },
});

/** Does all of it at once. */
export function perform<T>(doing: Doing<T>, take: (call: Call) => TrailStep): T {
  let next = doing.next();
  while (next.done !== true) next = doing.next(take(next.value));
  return next.value;
}
