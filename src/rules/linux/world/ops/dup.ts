import { ok, type Play } from '../branch.ts';
import { share } from '../descriptors.ts';
import { notOpen } from '../open-socket.ts';

/** dup(2) */
export const dup: Play<'dup'> = (state, step) => {
  const sock = state.named(step.from);
  if (sock === undefined) return notOpen(state, 'dup');
  share(sock, step.socket, false);
  return ok(state, 'linux.duplicated', sock);
};

/** fork(2): a child process inherits the descriptor. */
export const fork: Play<'fork'> = (state, step) => {
  const sock = state.named(step.from);
  if (sock === undefined) return notOpen(state, 'fork');
  share(sock, step.socket, true);
  return ok(state, 'linux.inherited', sock);
};
