import { NativeBytes } from '../libc/library.ts';
import { type SocketAddress, unmap } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import type { BindOutcome } from '../model/outcome.ts';
import type { Sockets } from '../net/socket.ts';
import { openBound, prepare } from './listener.ts';

/** Too short for any address: bind(2) fails with EINVAL and binds nothing. */
const NO_ADDRESS = new NativeBytes(Buffer.alloc(1));

/** Not a descriptor: every call on it fails with EBADF. */
const NONE = -1;

/**
 * Binds one socket exactly as asked and closes it at once; it never listens. The caller must ensure that the options take
 * no traffic from a holder: see `harmless`.
 */
export function bareBind(sockets: Sockets, listener: Listener): BindOutcome {
  const prepared = prepare(sockets, listener);
  // Code takes a hundred times as long when it runs for the first time, and a service may want the port meanwhile.
  openBound(sockets, { ...prepared, to: NO_ADDRESS });
  sockets.localName(NONE);
  const { fd, outcome } = openBound(sockets, prepared);
  if (fd < 0) return outcome;
  const bound = sockets.localName(fd);
  sockets.close(fd);
  return bound === undefined || isAsked(listener, bound) ? outcome : { kind: 'ok', elsewhere: bound };
}

/** A cgroup BPF program may rewrite an address on its way to bind(2) (BPF_CGROUP_INET4_BIND). Port 0 asks for any. */
const isAsked = ({ address, port }: Listener, bound: SocketAddress): boolean =>
  (port === 0 || bound.port === port) && unmap(bound.address).ip === unmap(address).ip;
