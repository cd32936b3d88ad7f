import { NativeBytes } from '../libc/library.ts';
import type { Listener } from '../model/listener.ts';
import type { CallOutcome } from '../model/outcome.ts';
import type { Sockets } from '../net/socket.ts';
import { openBound, prepare } from './listener.ts';

/** Too short for any address: bind(2) says EINVAL and binds nothing. */
const NO_ADDRESS = new NativeBytes(Buffer.alloc(1));

/**
 * bind(2) exactly as asked, the socket closed at once; it never listens. The caller sees to it that the options take
 * nothing from a holder: see `harmless`.
 */
export function bareBind(sockets: Sockets, listener: Listener): CallOutcome {
  const prepared = prepare(sockets, listener);
  // Code that runs for the first time takes a hundred times as long, and a service may want the port meanwhile.
  openBound(sockets, { ...prepared, to: NO_ADDRESS });
  const { fd, outcome } = openBound(sockets, prepared);
  if (fd >= 0) sockets.close(fd);
  return outcome;
}
