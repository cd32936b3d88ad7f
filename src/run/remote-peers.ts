import type { Protocol } from '../model/address.ts';
import { dropDatagram, peekSender } from '../net/datagrams.ts';
import type { Sockets } from '../net/socket.ts';

/** A flood must not delay the run: the kernel resets any connections beyond this many when the listener closes. */
export const MOST = 4096;

/**
 * Resets the TCP connections, or discards the datagrams, that are queued at a probe listener; reads and sends no byte.
 * Gives how many there were.
 */
export function resetRemotePeers(sockets: Sockets, protocol: Protocol, fd: number): number {
  for (let count = 0; count < MOST; count++) {
    if (protocol === 'tcp') {
      const accepted = sockets.accept(fd);
      if (!accepted.ok) return count;
      sockets.reset(accepted.value.fd);
    } else {
      if (peekSender(sockets, fd) === undefined) return count;
      dropDatagram(sockets, fd);
    }
  }
  return MOST;
}
