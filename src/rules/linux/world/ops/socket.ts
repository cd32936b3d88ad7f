import { ok, type Play } from '../branch.ts';
import { socketOf } from '../open-socket.ts';

/** socket(2) and its options */
export const socket: Play<'socket'> = (state, step) => {
  const opened = socketOf(state, step);
  return 'ended' in opened
    ? opened.ended
    : ok(state, opened.sock.multipath ? 'linux.opened-multipath' : 'linux.opened', opened.sock);
};
