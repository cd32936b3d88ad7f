import type { Address } from '../model/address.ts';
import type { AloneObservation } from '../model/observation.ts';
import { type Reuse, setsReuseaddr } from '../model/options.ts';
import type { Caution, Combination } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { listenerSpec, openBound, openListening } from './listener.ts';
import { resetRemotePeers } from './remote-peers.ts';

/**
 * Each endpoint by itself. On a port that somebody holds, bind(2) alone is tried and the socket closed at once,
 * without the options that could take a part of the holder's traffic.
 */
export function observeAlone(
  sockets: Sockets,
  combination: Combination,
  reuse: Reuse,
  address: Address,
  caution: Caution,
): AloneObservation {
  const { protocol, port, v6only } = combination;
  const allowed = harmlessReuse(combination, reuse, caution);
  const listens = caution === 'free' || (caution === 'live' && allowed === reuse);
  const spec = listenerSpec(sockets, combination, allowed, address);
  const opened = listens ? openListening(sockets, spec) : openBound(sockets, spec);
  const remotePeers = opened.outcome === 'ok' && listens ? resetRemotePeers(sockets, protocol, opened.fd) : 0;
  if (opened.outcome === 'ok') sockets.reset(opened.fd);
  return {
    protocol,
    port,
    reuse: allowed,
    v6only,
    address,
    outcome: opened.outcome,
    listened: listens && protocol === 'tcp',
    ...(remotePeers > 0 ? { remotePeers } : {}),
  };
}

/** The part of `reuse` that disturbs nobody: a UDP socket takes its share by bind(2) alone, a TCP one only with SO_REUSEPORT. */
export function harmlessReuse(combination: Pick<Combination, 'protocol'>, reuse: Reuse, caution: Caution): Reuse {
  if (caution === 'free') return reuse;
  return combination.protocol === 'tcp' && setsReuseaddr(reuse) ? 'addr' : 'none';
}

/** Whether all sockets of the combination may be opened as asked, on a port in this condition. */
export const mayTry = (combination: Combination, caution: Caution): boolean =>
  caution === 'free' ||
  (caution === 'live' &&
    [combination.reuse.holder, combination.reuse.newcomer].every((r) => harmlessReuse(combination, r, caution) === r));
