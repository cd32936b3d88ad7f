import { CALLS } from '../libc/calls.ts';
import { decodeSockaddr } from '../libc/sockaddr.ts';
import type { SocketAddress } from '../model/address.ts';
import { nameBuffers, type Sockets } from './socket.ts';

/** A buffer that stays empty: every call here asks for 0 bytes. */
const NOTHING = Buffer.alloc(1);

/** The sender of the first waiting datagram, which is not read (MSG_PEEK with length 0); undefined if none waits. */
export function peekSender({ platform: p }: Sockets, fd: number): SocketAddress | undefined {
  const { address, length } = nameBuffers();
  const peeked = CALLS.recvfrom(fd, NOTHING, 0, p.MSG_PEEK | p.MSG_DONTWAIT, address, length);
  return peeked < 0 ? undefined : decodeSockaddr(p, address);
}

/** Discards the first waiting datagram without reading it. */
export function dropDatagram({ platform: p }: Sockets, fd: number): void {
  CALLS.recvfrom(fd, NOTHING, 0, p.MSG_DONTWAIT, null, null);
}
