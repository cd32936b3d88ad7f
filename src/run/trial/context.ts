import type { Protocol, SocketAddress } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { Result } from '../../model/result.ts';
import type { Step } from '../../model/trial.ts';
import type { Sockets } from '../../net/socket.ts';
import type { Destinations } from './destinations.ts';
import type { Saved } from './saved.ts';

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
export const socketNamed = (context: TrialContext, name: string): TrialSocket => context.named.get(name) ?? NOT_OPEN;

/** Asks the kernel which port it chose for a socket that receives. */
export function learnPort(context: TrialContext, socket: TrialSocket): SocketAddress | undefined {
  const local = context.sockets.localName(socket.fd);
  if (local !== undefined) socket.port = local.port;
  return local;
}

/** A port that was not bound goes with the connection, or with the listening (tcp_disconnect(), __udp_disconnect()). */
export function loseAssociation(socket: TrialSocket): void {
  socket.listening = false;
  if (!socket.bound) socket.port = 0;
}
