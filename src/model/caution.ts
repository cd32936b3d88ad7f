import { type Listener, withReuse } from './listener.ts';
import { reuseOf, setsReuseaddr } from './options.ts';

/** What may be done to a port. */
export type Caution =
  /** not in use: everything */
  | 'free'
  /** in use by another process: bind only, closed at once, without what would take a part of its traffic */
  | 'held'
  /** in use, and --live: everything but what would take a part of its traffic */
  | 'live';

/**
 * Takes away the options with which a mere bind(2) could take part of the traffic of the holder: for TCP SO_REUSEPORT,
 * since a group shares its connections (inet_reuseport_add_sock()); for UDP both, since the newest of equal sockets
 * gets all datagrams (udp4_lib_lookup2()).
 */
export function harmless(listener: Listener): Listener {
  const reuse = reuseOf(listener.options);
  const least = listener.protocol === 'tcp' && setsReuseaddr(reuse) ? 'addr' : 'none';
  return least === reuse ? listener : withReuse(listener, least);
}

/**
 * The listener with SO_REUSEADDR, where it is of TCP and sets none: beside a socket that has it and does not listen, a
 * service that sets it too can be bound (inet_csk_bind_conflict()), and most services do.
 */
export const yielding = (listener: Listener): Listener =>
  listener.protocol === 'tcp' && reuseOf(listener.options) === 'none' ? withReuse(listener, 'addr') : listener;

/** The listener that may be tried instead of `listener` on such a port. */
export const allowed = (listener: Listener, caution: Caution): Listener =>
  caution === 'free' ? listener : harmless(listener);

/** Whether all of these may be opened as they are, and listen. */
export const mayListen = (listeners: readonly Listener[], caution: Caution): boolean =>
  caution === 'free' || (caution === 'live' && listeners.every((one) => harmless(one) === one));
