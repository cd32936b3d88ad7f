import { putPort, resetAddress } from './port.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';
import { stopListening } from './stop-listening.ts';
import { abort } from './tcp.ts';

/** tcp_disconnect(): it is a fresh socket again, which keeps the address and the port that the program chose. */
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
