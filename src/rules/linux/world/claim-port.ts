import { shareGroup } from '../lookup-order.ts';
import { noteBind } from './bucket.ts';
import { takePort } from './port.ts';
import { ruleSocketOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

/** An automatic port that was or will be chosen. */
export interface Automatic {
  /** The port that the kernel chose, where it was seen. */
  readonly seen: number | undefined;
  /** The name under which it is saved. */
  readonly save: string | undefined;
}

/** Keeps the port under the name that the step gives it. */
export function savePort(state: State, sock: Sock, name: string | undefined): void {
  if (name !== undefined) state.saved.set(name, { address: sock.address, port: sock.port });
}

/** The socket enters the tables of the port. */
export function claimPort(state: State, sock: Sock, port: number): void {
  takePort(state, sock, port);
  if (sock.protocol === 'tcp') {
    noteBind(state.buckets, sock, ruleSocketOf(sock), state.holds('linux.reuse-cached'));
    return;
  }
  joinGroup(state, sock);
  state.enterAddressList(sock);
}

/** reuseport_add_sock(), reuseport_alloc(): the group of the first like socket in the list, or one of its own. */
export function joinGroup(state: State, sock: Sock): void {
  sock.group = undefined;
  if (!sock.reuseport) return;
  const own = ruleSocketOf(sock);
  const like = state
    .onPort(sock.protocol, sock.port)
    .filter((s) => s !== sock && (s.protocol === 'udp' || s.state === 'LISTEN') && shareGroup(own, ruleSocketOf(s)))
    .sort((a, b) => (sock.protocol === 'udp' ? a.portOrder - b.portOrder : a.addressOrder - b.addressOrder))[0];
  if (like !== undefined) like.group ??= state.turn();
  sock.group = like?.group ?? state.turn();
}
