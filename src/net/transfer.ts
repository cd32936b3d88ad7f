import { CALLS } from '../libc/calls.ts';
import { waitFor } from '../libc/wait.ts';
import { type CallOutcome, OK, type Refused, refused } from '../model/outcome.ts';
import { err, ok, type Result } from '../model/result.ts';
import { lastRefusal } from './last-refusal.ts';
import type { Sockaddr, Sockets } from './socket.ts';

/** How many bytes one call sends or receives at most: more than any datagram has. */
const MOST = 64 * 1024;

/** The content does not matter in either direction, so one buffer serves both. */
const DATA = Buffer.alloc(MOST);

/** A window counts as full if no byte was taken for this long, in milliseconds: a delayed ACK takes 40 (tcp_delack_min). */
const SETTLED = 100;

/**
 * send(2), or sendto(2) where `to` is given, of `bytes` bytes, as on a blocking socket: all of them, or EAGAIN
 * after `milliseconds`.
 */
export function sendBytes(
  sockets: Sockets,
  fd: number,
  bytes: number,
  to: Sockaddr | undefined,
  milliseconds: number,
): CallOutcome {
  const call = to === undefined ? 'send' : 'sendto';
  const end = performance.now() + milliseconds;
  let left = bytes;
  let wasReady = false;
  do {
    const sent = sendOnce(sockets, fd, Math.min(left, MOST), to);
    if (sent >= 0) {
      left -= sent;
      wasReady = false;
      continue;
    }
    const refusal = lastRefusal(call);
    // EAGAIN on a socket that is ready means that no port is left for it (inet_autobind(), net/ipv4/af_inet.c).
    const isFull: boolean = refusal.errno === 'EAGAIN' && !wasReady;
    wasReady = isFull && waitFor(fd, sockets.platform.POLLOUT, end - performance.now());
    if (!wasReady) return refusal;
  } while (left > 0);
  return OK;
}

/**
 * Sends until the peer's window and the own send buffer are full, that is, until no byte is taken after a pause in which
 * ACKs may still arrive. EAGAIN if they are not full after `milliseconds`.
 */
export function sendUntilFull(
  sockets: Sockets,
  fd: number,
  to: Sockaddr | undefined,
  milliseconds: number,
): CallOutcome {
  const call = to === undefined ? 'send' : 'sendto';
  const end = performance.now() + milliseconds;
  for (let hasPaused = false; performance.now() < end; ) {
    if (sendOnce(sockets, fd, MOST, to) >= 0) {
      hasPaused = false;
      continue;
    }
    const refusal = lastRefusal(call);
    if (refusal.errno !== 'EAGAIN') return refusal;
    if (hasPaused) return OK;
    hasPaused = !waitFor(fd, sockets.platform.POLLOUT, SETTLED);
  }
  return refused(call, 'EAGAIN');
}

function sendOnce(sockets: Sockets, fd: number, length: number, to: Sockaddr | undefined): number {
  const { MSG_NOSIGNAL } = sockets.platform;
  if (to === undefined) return CALLS.send(fd, DATA, length, MSG_NOSIGNAL);
  return CALLS.sendto(fd, DATA, length, MSG_NOSIGNAL, to.pointer, to.length);
}

/**
 * recv(2) of up to 64 KiB: the number of bytes received, 0 at the end of the stream; EAGAIN after `milliseconds`. A UDP
 * socket that is shut down for reading is always readable, and a blocking call returns 0 bytes
 * (__skb_wait_for_more_packets(), net/core/datagram.c, 6.18); this non-blocking call gets EAGAIN twice instead.
 */
export function receiveBytes(sockets: Sockets, fd: number, milliseconds: number): Result<number, Refused> {
  const end = performance.now() + milliseconds;
  for (let wasReady = false; ; wasReady = true) {
    const received = CALLS.recvfrom(fd, DATA, MOST, 0, null, null);
    if (received >= 0) return ok(received);
    const refusal = lastRefusal('receive');
    if (refusal.errno !== 'EAGAIN') return err(refusal);
    if (wasReady) return ok(0);
    if (!waitFor(fd, sockets.platform.POLLIN, end - performance.now())) return err(refusal);
  }
}

/** shutdown(2) of one direction or both. */
export function shutDown(sockets: Sockets, fd: number, how: 'read' | 'write' | 'both'): CallOutcome {
  const { SHUT_RD, SHUT_WR, SHUT_RDWR } = sockets.platform;
  const direction = { read: SHUT_RD, write: SHUT_WR, both: SHUT_RDWR }[how];
  return CALLS.shutdown(fd, direction) === 0 ? OK : lastRefusal('shutdown');
}
