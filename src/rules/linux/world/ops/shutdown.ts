import { type Branch, ok, type Play, unknown } from '../branch.ts';
import { refusalOf } from '../call-context.ts';
import { disconnectStream } from '../disconnect-stream.ts';
import { socketOf } from '../open-socket.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';
import { lostWith, sendFin } from '../tcp.ts';

/** shutdown(2): inet_shutdown(), net/ipv4/af_inet.c, 6.18. */
export const shutdown: Play<'shutdown'> = (state, step) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  if (sock.multipath && sock.state !== 'CLOSE') return unknown(state);
  if (sock.phase === 'connecting') {
    if (sock.state === 'SYN_SENT') return giveUp(state, sock);
    sock.phase = sock.state === 'CLOSE' ? 'disconnecting' : 'connected';
  }
  const refusal = refusalOf({ state, sock, op: 'shutdown' });
  const reads = step.how !== 'write';
  if (sock.state === 'LISTEN') return shutListener(state, sock, reads);
  sock.readShut ||= reads;
  sock.writeShut ||= step.how !== 'read';
  if (refusal !== undefined) return refusal;
  const branches = ok(state, 'linux.shutdown', sock).map((b) => ({ ...b, ...lostWith(state, sock) }));
  if (sock.protocol === 'tcp' && step.how !== 'read') sendFin(state, sock);
  return branches;
};

/** Before the connection is made shutdown(2) is a disconnect. */
function giveUp(state: State, sock: Sock): Branch[] {
  const branches = ok(state, 'linux.shutdown', sock);
  disconnectStream(state, sock);
  return branches;
}

/** For writing nothing happens; for reading it is a disconnect: the socket listens no more, and keeps a port that the program chose. */
function shutListener(state: State, sock: Sock, reads: boolean): Branch[] {
  const branches = ok(state, 'linux.shutdown-listener', sock);
  if (reads) disconnectStream(state, sock);
  return branches;
}
