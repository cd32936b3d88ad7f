import { type Address, ANY, type Family, type Protocol } from '../model/address.ts';
import type { Role } from '../model/axes.ts';
import type { Listener } from '../model/listener.ts';
import type { ListenerOptions } from '../model/options.ts';
import { type CallOutcome, OK, type Ok, type Refused } from '../model/outcome.ts';
import { type Combination, listenerAt } from '../model/plan.ts';
import { type Setting, settingsOf } from '../net/option-settings.ts';
import type { Sockaddr, Sockets } from '../net/socket.ts';

/** The backlog of every probe, a usual value of servers (listen(2)). */
export const BACKLOG = 128;

/** A listener with its native sockaddr and settings, prepared once and opened many times. */
export interface PreparedListener {
  readonly listener: Listener;
  readonly protocol: Protocol;
  readonly family: Family;
  readonly to: Sockaddr;
  readonly settings: readonly Setting[];
}

/** An open socket, or the refused call; then nothing is left open. */
export type Opened = { readonly fd: number; readonly outcome: Ok } | { readonly fd: -1; readonly outcome: Refused };

export const prepare = (sockets: Sockets, listener: Listener): PreparedListener => ({
  listener,
  protocol: listener.protocol,
  family: listener.address.family,
  to: sockets.sharedSockaddr(listener.address, listener.port),
  settings: settingsOnce(sockets, listener.options),
});

/** By the object: the listeners of a combination share their options. */
const SETTINGS = new WeakMap<ListenerOptions, readonly Setting[]>();

function settingsOnce({ platform }: Sockets, options: ListenerOptions): readonly Setting[] {
  const settings = SETTINGS.get(options) ?? settingsOf(platform, options);
  SETTINGS.set(options, settings);
  return settings;
}

/** The listeners of a combination at these addresses, all in one role. */
export function prepareAll(
  sockets: Sockets,
  combination: Combination,
  role: Role,
  addresses: readonly Address[],
): PreparedListener[] {
  const of = {
    inet: prepareFamily(sockets, combination, role, 'inet'),
    inet6: prepareFamily(sockets, combination, role, 'inet6'),
  };
  return addresses.map((address) => {
    const { listener, settings } = of[address.family];
    return {
      listener: { ...listener, address },
      protocol: listener.protocol,
      family: address.family,
      to: sockets.sharedSockaddr(address, listener.port),
      settings,
    };
  });
}

/** What the listeners of a family have in common: their options do not depend on the address. */
function prepareFamily(sockets: Sockets, combination: Combination, role: Role, family: Family) {
  const listener = listenerAt(combination, role, ANY[family]);
  return { listener, settings: settingsOf(sockets.platform, listener.options) };
}

/** The two listeners of a pair, at a placeholder address: for questions that depend on protocol and options alone. */
export const bothRoles = (combination: Combination): readonly Listener[] => [
  listenerAt(combination, 'holder', ANY.inet),
  listenerAt(combination, 'newcomer', ANY.inet),
];

/** socket(2), options, bind(2). Closes the socket after a failed bind: listen(2) on it would succeed on another port. */
export function openBound(sockets: Sockets, { protocol, family, to, settings }: PreparedListener): Opened {
  const opened = sockets.open(protocol, family);
  if (!opened.ok) return { fd: -1, outcome: opened.error };
  const set = sockets.setAll(opened.value, settings);
  const outcome = set === OK ? sockets.bind(opened.value, to) : set;
  if (outcome.kind === 'ok') return { fd: opened.value, outcome };
  sockets.close(opened.value);
  return { fd: -1, outcome };
}

/** As `openBound`, then listen(2) on TCP; UDP has none. */
export function openListening(sockets: Sockets, prepared: PreparedListener, backlog = BACKLOG): Opened {
  const bound = openBound(sockets, prepared);
  return bound.fd >= 0 && prepared.protocol === 'tcp' ? listenOn(sockets, bound.fd, backlog) : bound;
}

/** listen(2) on a bound socket; closes the socket if the call is refused. */
export function listenOn(sockets: Sockets, fd: number, backlog = BACKLOG): Opened {
  const outcome = sockets.listen(fd, backlog);
  if (outcome.kind === 'ok') return { fd, outcome };
  sockets.close(fd);
  return { fd: -1, outcome };
}

/** Opens one listener and closes it again. The innermost step of a matrix: it allocates nothing of its own. */
export function tryOnce(sockets: Sockets, { protocol, family, to, settings }: PreparedListener): CallOutcome {
  const opened = sockets.open(protocol, family);
  if (!opened.ok) return opened.error;
  let outcome = sockets.setAll(opened.value, settings);
  if (outcome === OK) outcome = sockets.bind(opened.value, to);
  if (outcome === OK && protocol === 'tcp') outcome = sockets.listen(opened.value, BACKLOG);
  sockets.close(opened.value);
  return outcome;
}
