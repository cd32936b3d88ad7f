import { type HeldSocket, type Host, isOrphan } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import { hypothesisOf } from './hypothesis.ts';
import { isConnection } from './inheritance.ts';
import { socketVerdictsOf } from './socket-verdicts.ts';

/**
 * The sockets from which the listener takes connections once it listens, where the kernel lets it bind. An option that was
 * not read counts as set: bind(2) would have been refused otherwise.
 */
export const sharersOf = (listener: Listener, host: Host, sockets: readonly HeldSocket[]): readonly HeldSocket[] =>
  socketVerdictsOf(hypothesisOf(listener, host, sockets))
    .filter(({ socket, prediction, impact }) => {
      const isServer = socket.protocol === listener.protocol && !isConnection(socket) && !isOrphan(socket);
      return isServer && (prediction.outcome.kind === 'unknown' || impact !== 'nothing');
    })
    .map(({ socket }) => socket);
