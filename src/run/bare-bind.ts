import { type SocketAddress, unmap } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import type { BindOutcome } from '../model/outcome.ts';
import type { Sockets } from '../net/socket.ts';
import { openBound, prepare } from './listener.ts';
import { warmUpProbe } from './warm-up.ts';

/**
 * Binds one socket exactly as asked and closes it at once; it never listens. The caller must ensure that the options take
 * no traffic from a holder: see `harmless`.
 */
export function bareBind(sockets: Sockets, listener: Listener): BindOutcome {
  const prepared = prepare(sockets, listener);
  warmUpProbe(sockets, prepared);
  const { fd, outcome } = openBound(sockets, prepared);
  if (fd < 0) return outcome;
  const bound = sockets.localName(fd);
  sockets.close(fd);
  return bound === undefined || isAsked(listener, bound) ? outcome : { kind: 'ok', elsewhere: bound };
}

/** A cgroup BPF program may rewrite an address on its way to bind(2) (BPF_CGROUP_INET4_BIND). Port 0 asks for any. */
const isAsked = ({ address, port }: Listener, bound: SocketAddress): boolean =>
  (port === 0 || bound.port === port) && unmap(bound.address).ip === unmap(address).ip;
