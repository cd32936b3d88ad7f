import type { Sock } from './sock.ts';
import type { State } from './state.ts';
import { abort, destroy } from './tcp.ts';

/**
 * A listener stops: connections that were not accepted are reset, and leave no TIME_WAIT. With net.ipv4.tcp_migrate_req
 * another listener of its SO_REUSEPORT group gets them. inet_csk_listen_stop(), reuseport_migrate_sock(), 6.18.
 */
export function stopListening(state: State, listener: Sock): void {
  const [heir, ...others] = heirsOf(state, listener);
  listener.state = 'CLOSE';
  listener.group = undefined;
  const { queue } = listener;
  listener.queue = [];
  if (heir !== undefined && queue.length > 0) {
    heir.queue = [...heir.queue, ...queue];
    // A hash of the four-tuple chooses among several.
    state.isBeyond ||= others.length > 0;
    return;
  }
  for (const child of queue.flatMap((id) => state.get(id) ?? [])) {
    abort(state, child);
    destroy(state, child);
  }
}

/** The listeners to which the connections of this one may go when it stops. */
export const heirsOf = (state: State, { id, group, queue }: Sock): Sock[] =>
  queue.length === 0 || group === undefined || !migrates(state)
    ? []
    : state.socks.filter((s) => s.id !== id && s.state === 'LISTEN' && s.group === group);

const migrates = (state: State): boolean =>
  state.sysctl('net.ipv4.tcp_migrate_req', '0') !== '0' && state.holds('linux.connections-migrate');
