import type { Address, Family, Protocol } from '../model/address.ts';
import { type Reuse, type SocketOptions, socketOptions } from '../model/options.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import type { Sockaddr, Sockets } from '../net/socket.ts';

/** The backlog of every probe: what a server would ask for (listen(2)). */
export const BACKLOG = 128;

/** Everything that opening one listener needs, made once for many openings. */
export interface ListenerSpec {
  readonly address: Address;
  readonly protocol: Protocol;
  readonly family: Family;
  readonly to: Sockaddr;
  readonly options: SocketOptions;
}

/** An open socket, or the call that refused and nothing left open. */
export type Opened = { readonly fd: number; readonly outcome: 'ok' } | { readonly fd: -1; readonly outcome: Outcome };

/** IPV6_V6ONLY means nothing to an IPv4 socket, and setting it there is an error. */
export function listenerSpec(
  sockets: Sockets,
  combination: Pick<Combination, 'protocol' | 'port' | 'v6only'>,
  reuse: Reuse,
  address: Address,
): ListenerSpec {
  const { protocol, port, v6only } = combination;
  const options = socketOptions(reuse, address.family === 'inet6' ? v6only : 'system');
  return { address, protocol, family: address.family, to: sockets.sockaddr(address, port), options };
}

/** socket(2), options, bind(2). After a failed bind the socket is closed: listen(2) on it would succeed on another port. */
export function openBound(sockets: Sockets, spec: ListenerSpec): Opened {
  const opened = sockets.open(spec.protocol, spec.family);
  if (!opened.ok) return { fd: -1, outcome: opened.error };
  const set = sockets.setOptions(opened.value, spec.options);
  const outcome = set === 'ok' ? sockets.bind(opened.value, spec.to) : set;
  if (outcome === 'ok') return { fd: opened.value, outcome };
  sockets.close(opened.value);
  return { fd: -1, outcome };
}

/** As `openBound`, then listen(2) on TCP; UDP has none. */
export function openListening(sockets: Sockets, spec: ListenerSpec): Opened {
  const bound = openBound(sockets, spec);
  return bound.outcome === 'ok' && spec.protocol === 'tcp' ? listenOn(sockets, bound.fd) : bound;
}

/** listen(2) on a bound socket, which is closed where it is refused. */
export function listenOn(sockets: Sockets, fd: number): Opened {
  const outcome = sockets.listen(fd, BACKLOG);
  if (outcome === 'ok') return { fd, outcome };
  sockets.close(fd);
  return { fd: -1, outcome };
}

/** Opens one listener and closes it again: the innermost act of a matrix, so nothing is built for each step of it. */
export function tryOnce(sockets: Sockets, spec: ListenerSpec): Outcome {
  const opened = sockets.open(spec.protocol, spec.family);
  if (!opened.ok) return opened.error;
  let outcome = sockets.setOptions(opened.value, spec.options);
  if (outcome === 'ok') outcome = sockets.bind(opened.value, spec.to);
  if (outcome === 'ok' && spec.protocol === 'tcp') outcome = sockets.listen(opened.value, BACKLOG);
  sockets.close(opened.value);
  return outcome;
}
