import type { LinuxRuleId } from '../../rule-id.ts';
import { ok, type Play, unknown } from '../branch.ts';
import { isMultipath, letGo } from '../descriptors.ts';
import { notOpen } from '../open-socket.ts';
import { putPort } from '../port.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';
import { heirsOf, stopListening } from '../stop-listening.ts';
import { closeConnection, destroy, lostWith } from '../tcp.ts';

/** close(2): FIN, unless another descriptor of the socket is left. reset: SO_LINGER with zero seconds before it, RST. */
export const close: Play<'close' | 'reset'> = (state, step) => {
  const sock = state.named(step.socket);
  if (sock === undefined) return notOpen(state, 'close');
  if (step.op === 'reset') sock.linger = 0;
  if (state.holds('linux.close-one-of-several') && letGo(sock, step.socket)) {
    return ok(state, 'linux.close-one-of-several', sock);
  }
  if (isMultipath(sock)) return unknown(state);
  const [holder] = heirsOf(state, sock);
  const branches =
    holder === undefined
      ? ok(state, ruleOf(step.op, sock), sock).map((b) => ({ ...b, ...lostWith(state, sock) }))
      : ok(state, 'linux.connections-migrate', sock).map((b) => ({ ...b, holder }));
  closeSocket(state, sock);
  return branches;
};

function ruleOf(op: 'close' | 'reset', sock: Sock): LinuxRuleId {
  const isConnection = sock.protocol === 'tcp' && sock.state !== 'CLOSE' && sock.state !== 'LISTEN';
  if (op === 'reset' || sock.linger === undefined || !isConnection) return `linux.${op}`;
  return sock.linger === 0 ? 'linux.linger-zero' : 'linux.linger-waits';
}

function closeSocket(state: State, sock: Sock): void {
  if (sock.protocol === 'udp') {
    putPort(state, sock);
    state.remove(sock);
  } else if (sock.state === 'LISTEN') {
    stopListening(state, sock);
    destroy(state, sock);
  } else {
    closeConnection(state, sock);
  }
}
