import { ok, type Play, unknown } from '../branch.ts';
import { notOpen } from '../open-socket.ts';
import { putPort } from '../port.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';
import { heirsOf, stopListening } from '../stop-listening.ts';
import { closeConnection, destroy, lostWith } from '../tcp.ts';

/** close(2): FIN. reset: SO_LINGER with zero seconds before it, RST. */
export const close: Play<'close' | 'reset'> = (state, step) => {
  const sock = state.named(step.socket);
  if (sock === undefined) return notOpen(state, 'close');
  if (sock.phase === 'connecting') return unknown(state);
  const [holder] = heirsOf(state, sock);
  const branches =
    holder === undefined
      ? ok(state, `linux.${step.op}`, sock).map((b) => ({ ...b, ...lostWith(state, sock) }))
      : ok(state, 'linux.connections-migrate', sock).map((b) => ({ ...b, holder }));
  closeSocket(state, sock, step.op === 'reset');
  return branches;
};

function closeSocket(state: State, sock: Sock, abortive: boolean): void {
  if (sock.protocol === 'udp') {
    putPort(state, sock);
    state.remove(sock);
  } else if (sock.state === 'LISTEN') {
    stopListening(state, sock);
    destroy(state, sock);
  } else {
    closeConnection(state, sock, abortive);
  }
}
