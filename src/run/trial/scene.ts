import type { Address, Protocol } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { type Outcome, outcomeErrno } from '../../model/outcome.ts';
import type { Result } from '../../model/result.ts';
import type { Step } from '../../model/trial.ts';
import { type End, NOT_TRIED, type StepObservation } from '../../model/trial-observation.ts';
import type { Sockets } from '../../net/socket.ts';
import type { Destinations } from './destinations.ts';

/** One socket of a trial. */
export interface TrialSocket {
  readonly name: string;
  /** -1 where it could not be opened: every call on it gives EBADF. */
  readonly fd: number;
  readonly protocol: Protocol;
  /** The port that it receives at; 0 while it has none. getsockname(2) goes on showing one that is lost. */
  port: number;
  /** Whether it keeps its port when a connection or the listening ends (SOCK_BINDPORT_LOCK). */
  bound: boolean;
  listening: boolean;
}

/** What `savePort` and `saveLocal` kept; a port alone has no address. */
export interface Saved {
  readonly port: number;
  readonly address?: Address;
}

/** The sockets of this namespace that have a local port: looked up by discover, since run only acts. */
export type LookUp = (
  port: number,
  protocols: readonly Protocol[],
) => Result<{
  readonly sockets: readonly HeldSocket[];
  /** False where TCP sockets that are bound but do not listen may exist unseen. */
  readonly boundOnlyVisible: boolean;
}>;

/** Where the steps of one trial act. */
export interface TrialContext {
  readonly sockets: Sockets;
  readonly destinations: Destinations;
  readonly lookUp: LookUp;
  /** A step waits at most so long for the other side. Milliseconds. */
  readonly patience: number;
  /** Of the sockets that were opened so far. */
  readonly protocols: Set<Protocol>;
  /** By name, in the order in which they were opened. */
  readonly named: Map<string, TrialSocket>;
  /** Ports and local ends share one name space. */
  readonly saved: Map<string, Saved>;
}

/** The steps of one op. */
export type StepOf<Op extends Step['op'], S = Step> = S extends { readonly op: infer O }
  ? Op extends O
    ? S
    : never
  : never;

const NOT_OPEN: TrialSocket = Object.freeze({
  name: '',
  fd: -1,
  protocol: 'tcp',
  port: 0,
  bound: false,
  listening: false,
});

/** The socket of that name; where none is open, one whose calls give EBADF. */
export const socketNamed = (scene: TrialContext, name: string): TrialSocket => scene.named.get(name) ?? NOT_OPEN;

const plain = new Map<string, StepObservation>();

/** An observation that is an outcome and nothing else. Each is made once: most steps of a million give one of a few. */
export function observed(outcome: string): StepObservation {
  const known = plain.get(outcome);
  if (known !== undefined) return known;
  const made = { outcome };
  plain.set(outcome, made);
  return made;
}

/** A step that could not be tried, or that proves nothing. */
export const undecided = (reason: string): StepObservation => ({ outcome: NOT_TRIED, undecided: reason });

/** The outcome of a call, with what only the kernel knows: the local end, and what a `$NAME` stood for. */
export function result(outcome: Outcome, local: End | undefined, target: StepObservation['target']): StepObservation {
  const bare = outcomeErrno(outcome);
  if (local === undefined && target === undefined) return observed(bare);
  return { outcome: bare, ...(local === undefined ? {} : { local }), ...(target === undefined ? {} : { target }) };
}

/** Asks the kernel which port it chose for a socket that receives. */
export function learnPort(scene: TrialContext, socket: TrialSocket): End | undefined {
  const local = scene.sockets.localName(socket.fd);
  if (local !== undefined) socket.port = local.port;
  return local;
}
