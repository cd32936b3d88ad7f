import { type Listener, withReuse } from './listener.ts';
import { reuseOf, setsReuseaddr } from './options.ts';

/** What may be done to a port, by who holds it. */
export type Caution =
  /** not in use: everything */
  | 'free'
  /** in use by another process: bind only, closed at once, without what would take a part of its traffic */
  | 'held'
  /** in use, and --live: everything but what would take a part of its traffic */
  | 'live';

/**
 * The same listener with no option that could take a part of a holder's traffic by bind(2): of TCP without
 * SO_REUSEPORT, since a group shares its connections (inet_reuseport_add_sock()); of UDP without either, since the
 * newest of equals gets all datagrams (udp4_lib_lookup2()).
 */
export function harmless(listener: Listener): Listener {
  const reuse = reuseOf(listener.options);
  const least = listener.protocol === 'tcp' && setsReuseaddr(reuse) ? 'addr' : 'none';
  return least === reuse ? listener : withReuse(listener, least);
}

/** What of the listener may be tried on a port in this condition. */
export const allowed = (listener: Listener, caution: Caution): Listener =>
  caution === 'free' ? listener : harmless(listener);

/** Whether all of these may be opened just as they are, and listen. */
export const mayListen = (listeners: readonly Listener[], caution: Caution): boolean =>
  caution === 'free' || (caution === 'live' && listeners.every((one) => harmless(one) === one));
