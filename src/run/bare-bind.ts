import { NativeBytes } from '../libc/library.ts';
import type { Listener } from '../model/listener.ts';
import type { CallOutcome } from '../model/outcome.ts';
import type { Sockets } from '../net/socket.ts';
import { openBound, prepare } from './listener.ts';

/** Too short for any address: bind(2) fails with EINVAL and binds nothing. */
const NO_ADDRESS = new NativeBytes(Buffer.alloc(1));

/**
 * Binds one socket exactly as asked and closes it at once; it never listens. The caller must ensure that the options take
 * no traffic from a holder: see `harmless`.
 */
export function bareBind(sockets: Sockets, listener: Listener): CallOutcome {
  const prepared = prepare(sockets, listener);
  // Code takes a hundred times as long when it runs for the first time, and a service may want the port meanwhile.
  openBound(sockets, { ...prepared, to: NO_ADDRESS });
  const { fd, outcome } = openBound(sockets, prepared);
  if (fd >= 0) sockets.close(fd);
  return outcome;
}
