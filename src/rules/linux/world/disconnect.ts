import type { Step } from '../../../model/trial.ts';
import { ok, socketFor } from './call.ts';
import type { Play } from './context.ts';
import { putPort, resetAddress } from './port.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';
import { abort, mayBeHeldBack, stopListening } from './tcp.ts';

/** connect(2) with AF_UNSPEC: tcp_disconnect(), __udp_disconnect(). */
export const playDisconnect: Play<Extract<Step, { op: 'disconnect' }>> = (state, step) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const inDoubt = mayBeHeldBack(state.get(sock.other));
  if (sock.protocol === 'udp') disconnectDatagram(state, sock);
  else disconnectStream(state, sock);
  return ok(state, 'linux.disconnect', sock).map((b) => (inDoubt ? { ...b, lost: true } : b));
};

/** Whatever it was, it is a fresh socket again, which keeps the address and the port that the program chose. */
export function disconnectStream(state: State, sock: Sock): void {
  const before = sock.state;
  if (before === 'LISTEN') stopListening(state, sock);
  else abort(state, sock);
  sock.state = 'CLOSE';
  if (before !== 'CLOSE' && !sock.portLocked) putPort(state, sock);
  if (before !== 'CLOSE' && before !== 'LISTEN' && before !== 'LAST_ACK' && before !== 'CLOSING')
    sock.error = 'ECONNRESET';
  sock.inbox = [];
  sock.flooded = false;
  sock.blocked = false;
  sock.peer = undefined;
  sock.readShut = false;
  sock.writeShut = false;
  sock.ended = false;
  sock.talks = false;
  sock.heard = false;
  sock.phase = 'unconnected';
  resetAddress(state, sock);
}

function disconnectDatagram(state: State, sock: Sock): void {
  sock.state = 'CLOSE';
  sock.peer = undefined;
  // __udp_disconnect() drops the bound device too.
  if (!state.rules.off.has('linux.udp-disconnect-drops-device')) sock.device = undefined;
  resetAddress(state, sock);
  // udp_lib_rehash() takes it out of its SO_REUSEPORT group, connected before or not.
  if (!sock.addressLocked) sock.group = undefined;
  if (!sock.portLocked) {
    putPort(state, sock);
    sock.shownPort = 0;
  }
}
