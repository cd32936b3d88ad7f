import type { Protocol, SocketAddress } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { Result } from '../../model/result.ts';
import type { Step } from '../../model/trial.ts';
import type { HolderProcess } from '../../net/holder-process.ts';
import type { Sockets } from '../../net/socket.ts';
import type { Destinations } from './destinations.ts';
import type { Saved } from './saved.ts';

/** One descriptor of a socket of a trial. */
export interface TrialSocket {
  readonly name: string;
  /** -1 if it could not be opened: every call on it gives EBADF. */
  readonly fd: number;
  readonly protocol: Protocol;
  readonly shared: SharedSocket;
  /** The child process that holds the socket too, until this name is closed. */
  readonly holder?: HolderProcess;
}

/** What is the same for all descriptors of one socket. */
export interface SharedSocket {
  /** The port at which it receives; 0 while it has none. getsockname(2) still shows a port that it has lost. */
  port: number;
  /** Whether it keeps its port when a connection or the listening ends (SOCK_BINDPORT_LOCK). */
  bound: boolean;
  listening: boolean;
}

/** Lists the sockets of this namespace that have a local port. The caller provides it, because run does not import discover. */
export type LookUp = (
  port: number,
  protocols: readonly Protocol[],
) => Result<{
  readonly sockets: readonly HeldSocket[];
  /** False if TCP sockets that are bound but do not listen may exist unseen. */
  readonly boundOnlyVisible: boolean;
  /** The errno with which sock_diag(7) was refused. */
  readonly sockDiagRefused?: string;
}>;

/** What the steps of one trial share. */
export interface TrialContext {
  readonly sockets: Sockets;
  readonly destinations: Destinations;
  readonly lookUp: LookUp;
  /** How long a step waits for the other side, in milliseconds. */
  readonly patience: number;
  /** The protocols of the sockets opened so far. */
  readonly protocols: Set<Protocol>;
  /** The sockets by name, in the order of opening. */
  readonly named: Map<string, TrialSocket>;
  readonly saved: Map<string, Saved>;
}

/** The steps of one operation. */
export type StepOf<Op extends Step['op'], S = Step> = S extends { readonly op: infer O }
  ? Op extends O
    ? S
    : never
  : never;

const NOT_OPEN: TrialSocket = Object.freeze({
  name: '',
  fd: -1,
  protocol: 'tcp',
  shared: unbound(),
});

/** A socket that has no port. */
export function unbound(): SharedSocket {
  return { port: 0, bound: false, listening: false };
}

/** The socket of that name; if none is open, one whose calls give EBADF. */
export const socketNamed = (context: TrialContext, name: string): TrialSocket => context.named.get(name) ?? NOT_OPEN;

/** Reads the port that the kernel chose for a socket that receives. */
export function learnPort(context: TrialContext, { fd, shared }: TrialSocket): SocketAddress | undefined {
  const local = context.sockets.localName(fd);
  if (local !== undefined) shared.port = local.port;
  return local;
}

/** The end of a connection or of listening frees a port that was not bound explicitly (tcp_disconnect(), __udp_disconnect()). */
export function loseAssociation({ shared }: TrialSocket): void {
  shared.listening = false;
  if (!shared.bound) shared.port = 0;
}
