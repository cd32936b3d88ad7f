import { ok, type Play, unknown } from '../branch.ts';
import { disconnectStream } from '../disconnect-stream.ts';
import { socketOf } from '../open-socket.ts';
import { putPort, resetAddress } from '../port.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';
import { mayBeHeldBack } from '../tcp.ts';

/** connect(2) with AF_UNSPEC: tcp_disconnect(), __udp_disconnect(). */
export const disconnect: Play<'disconnect'> = (state, step) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  if (sock.multipath && sock.state !== 'CLOSE') return unknown(state);
  const inDoubt = mayBeHeldBack(state.get(sock.other));
  if (sock.protocol === 'udp') disconnectDatagram(state, sock);
  else disconnectStream(state, sock);
  return ok(state, 'linux.disconnect', sock).map((b) => (inDoubt ? { ...b, lost: true } : b));
};

function disconnectDatagram(state: State, sock: Sock): void {
  sock.state = 'CLOSE';
  sock.peer = undefined;
  // __udp_disconnect() drops the bound device too.
  if (state.holds('linux.udp-disconnect-drops-device')) sock.device = undefined;
  resetAddress(state, sock);
  // udp_lib_rehash() takes it out of its SO_REUSEPORT group, connected before or not.
  if (!sock.addressLocked) sock.group = undefined;
  if (!sock.portLocked) {
    putPort(state, sock);
    sock.shownPort = 0;
  }
}
