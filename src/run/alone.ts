import type { Address } from '../model/address.ts';
import { allowed, type Caution, mayListen } from '../model/caution.ts';
import type { AloneObservation } from '../model/observation.ts';
import { type Combination, combinationOf, listenerAt } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { openBound, openListening, prepare } from './listener.ts';
import { resetRemotePeers } from './remote-peers.ts';

/**
 * Tries the newcomer of a combination by itself. On a port in use it only calls bind(2) and closes the socket at once, without the options
 * that could take a part of the holder's traffic.
 */
export function observeAlone(
  sockets: Sockets,
  combination: Combination,
  address: Address,
  caution: Caution,
): AloneObservation {
  const asked = listenerAt(combination, 'newcomer', address);
  const listener = allowed(asked, caution);
  const listens = mayListen([asked], caution);
  const opened = (listens ? openListening : openBound)(sockets, prepare(sockets, listener));
  const remotePeers = opened.fd >= 0 && listens ? resetRemotePeers(sockets, listener.protocol, opened.fd) : 0;
  if (opened.fd >= 0) sockets.close(opened.fd);
  return {
    combination: combinationOf(combination),
    listener,
    outcome: opened.outcome,
    listened: listens && listener.protocol === 'tcp',
    ...(remotePeers > 0 ? { remotePeers } : {}),
  };
}
