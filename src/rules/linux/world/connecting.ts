import { refused } from '../../../model/outcome.ts';
import { type Branch, failed, ok } from './branch.ts';
import { disconnectStream } from './disconnect-stream.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';
import { done } from './tcp.ts';

export const IN_PROGRESS = refused('connect', 'EINPROGRESS');
/** A wait of so many milliseconds is long enough for a SYN to be sent again, which may be answered. */
const LONG_WAIT = 900;

/** connect(2) of a socket that is connecting tells what has become of it: __inet_stream_connect(), SS_CONNECTING. */
export function connectAgain(state: State, sock: Sock, waits: boolean): Branch[] {
  if (sock.state === 'SYN_SENT') return stillConnecting(state, sock, waits);
  if (sock.state !== 'CLOSE') {
    sock.phase = 'connected';
    return ok(state, 'linux.connect-completes', sock);
  }
  const outcome = refused('connect', sock.error ?? 'ECONNABORTED');
  sock.error = undefined;
  disconnectStream(state, sock);
  return failed(state, outcome, 'linux.connect-has-failed', sock);
}

function stillConnecting(state: State, sock: Sock, waits: boolean): Branch[] {
  if (!waits) return failed(state, refused('connect', 'EALREADY'), 'linux.connect-goes-on', sock);
  return waitForAnswer(state, sock).map((b) => ({ ...b, rule: 'linux.connect-goes-on' as const }));
}

/** Nothing answers the SYN: the socket waits in SYN_SENT. */
export function waitForAnswer(state: State, sock: Sock, holder?: Sock): Branch[] {
  const isLong = sock.waits && state.patience >= LONG_WAIT;
  if (sock.waits) state.pass(state.patience);
  const branches = failed(state, IN_PROGRESS, 'linux.backlog-full', sock);
  return branches.map((b) => ({
    ...b,
    ...(holder === undefined ? {} : { holder }),
    ...(isLong ? { lost: true } : {}),
  }));
}

/** The SYN was answered with RST while nobody waited: the next call learns of it. */
export function refuseLater(state: State, sock: Sock): Branch[] {
  sock.error = 'ECONNREFUSED';
  done(state, sock);
  return inProgress(state, sock);
}

/** connect(2) that does not wait says so, whatever becomes of the connection. */
export const inProgress = (state: State, sock: Sock): Branch[] =>
  failed(state, IN_PROGRESS, 'linux.connect-in-progress', sock);
