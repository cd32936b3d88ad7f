import { NativeBytes } from '../libc/library.ts';
import { ANY } from '../model/address.ts';
import { listenerAt, type Plan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { BACKLOG, openBound, type PreparedListener, prepare } from './listener.ts';

/** Too short for any address: bind(2) fails with EINVAL and binds nothing. */
const NO_ADDRESS = new NativeBytes(Buffer.alloc(1));

/** Not a descriptor: every call on it fails with EBADF. */
const NONE = -1;

/**
 * Makes the calls of a probe once, without holding a port. Code takes a hundred times as long when it runs for the first
 * time, and a service may want the port meanwhile.
 */
export function warmUpProbe(sockets: Sockets, prepared: PreparedListener): void {
  openBound(sockets, { ...prepared, to: NO_ADDRESS });
  sockets.localName(NONE);
}

/** The same for the calls of a run. */
export function warmUp(sockets: Sockets, { combinations: [first] }: Pick<Plan, 'combinations'>): void {
  if (first === undefined) return;
  warmUpProbe(sockets, prepare(sockets, listenerAt(first, 'newcomer', ANY.inet)));
  sockets.listen(NONE, BACKLOG);
  sockets.accept(NONE);
}
