import type { SocketState } from '../../model/host.ts';
import type { RuleEnvironment } from '../environment.ts';
import { LINUX } from './set.ts';
import type { Sock } from './world/sock.ts';
import { State, TIME_WAIT_LENGTH } from './world/state.ts';
import { closeConnection } from './world/tcp.ts';

/** A TCP connection that a process has open. */
export interface OpenConnection {
  readonly state: SocketState;
  /** Data has come that the process has not read: it ends with a RST then (RFC 2525 2.17). */
  readonly hasUnread: boolean;
  readonly toItself: boolean;
}

/** What the kernel keeps of a connection that no process has any more. */
export interface Leftover {
  readonly state: 'TIME_WAIT';
  /** Counted from when the peer has closed too. */
  readonly seconds: number;
}

/** In which state the other end is, as far as our own shows. */
const PEER: Readonly<Partial<Record<SocketState, Sock['state']>>> = {
  ESTABLISHED: 'ESTABLISHED',
  FIN_WAIT2: 'CLOSE_WAIT',
  CLOSE_WAIT: 'FIN_WAIT2',
};

/** States that lead to another without either process: only the acknowledgement of a FIN is missing. */
const AFTER_ACK: Readonly<Partial<Record<SocketState, SocketState>>> = {
  FIN_WAIT1: 'FIN_WAIT2',
  CLOSING: 'TIME_WAIT',
};

/** By which the two ends are told apart: the entry that TIME_WAIT makes of a socket keeps its port. */
const OWN = 1;
const OTHER = 2;

const TIME_WAIT: Leftover = { state: 'TIME_WAIT', seconds: TIME_WAIT_LENGTH / 1000 };

/**
 * What is left of a connection when its process ends, and then its peer's: undefined where that is nothing. Who closes
 * first keeps the TIME_WAIT: __tcp_close(), tcp_rcv_state_process(), net/ipv4, 6.18.
 */
export function leftoverOf(env: RuleEnvironment, connection: OpenConnection): Leftover | undefined {
  const reached = AFTER_ACK[connection.state] ?? connection.state;
  if (reached === 'TIME_WAIT') return TIME_WAIT;
  const peerState = PEER[reached];
  if (peerState === undefined) return undefined;
  const state = new State(LINUX, env, 0);
  const own = state.open('tcp', 'inet', 0);
  const peer = state.open('tcp', 'inet', 0);
  const inbox = connection.hasUnread ? [1] : [];
  Object.assign(own, { state: reached, shownPort: OWN, other: connection.toItself ? own.id : peer.id, inbox });
  Object.assign(peer, { state: peerState, shownPort: OTHER, other: own.id });
  closeConnection(state, own);
  if (!connection.toItself) closeConnection(state, peer);
  return state.socks.some((sock) => sock.shownPort === OWN && sock.state === 'TIME_WAIT') ? TIME_WAIT : undefined;
}
