import type { Protocol } from '../model/address.ts';
import { dropDatagram, peekSender } from '../net/datagrams.ts';
import type { Sockets } from '../net/socket.ts';

/** A flood must not hold the run: what is beyond this many is reset by the kernel when the listener closes. */
export const MOST = 4096;

/**
 * Turns away whoever came to a probe listener: TCP connections are reset, datagrams dropped; not a byte is read
 * or sent. Gives how many there were.
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
