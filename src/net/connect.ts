import { CALLS } from '../libc/calls.ts';
import { NativeBytes } from '../libc/library.ts';
import { waitFor } from '../libc/wait.ts';
import { type CallOutcome, OK, refused } from '../model/outcome.ts';
import { lastRefusal } from './last-refusal.ts';
import type { Sockaddr, Sockets } from './socket.ts';

/** A zeroed struct sockaddr_in: AF_UNSPEC is 0 on every platform. */
const UNSPECIFIED = new NativeBytes(Buffer.alloc(16));

/**
 * connect(2) as on a blocking socket, for at most `milliseconds`; then the outcome is EINPROGRESS. It fetches the result
 * by calling connect(2) again: only then does the kernel treat the attempt as ended, so that a later connect gets
 * EISCONN, or starts anew after a refusal (__inet_stream_connect(), net/ipv4/af_inet.c).
 */
export function connectWithin(sockets: Sockets, fd: number, to: Sockaddr, milliseconds: number): CallOutcome {
  let end: number | undefined;
  for (;;) {
    if (CALLS.connect(fd, to.pointer, to.length) === 0) return OK;
    const refusal = lastRefusal('connect');
    if (refusal.errno === 'EINPROGRESS') continue;
    if (refusal.errno !== 'EALREADY') return refusal;
    // Of a local connection the clock is never read.
    end ??= performance.now() + milliseconds;
    const left = end - performance.now();
    // poll(2) always reports a socket that was shut down before as ready.
    if (left < 0 || !waitFor(fd, sockets.platform.POLLOUT, left)) return refused('connect', 'EINPROGRESS');
  }
}

/** connect(2) that does not wait: EINPROGRESS for TCP, EALREADY while an earlier one goes on. */
export const connectOnce = (fd: number, to: Sockaddr): CallOutcome =>
  CALLS.connect(fd, to.pointer, to.length) === 0 ? OK : lastRefusal('connect');

/** connect(2) to AF_UNSPEC: dissolves the association of a socket with its peer. */
export const disconnect = (fd: number): CallOutcome =>
  CALLS.connect(fd, UNSPECIFIED.pointer, UNSPECIFIED.length) === 0 ? OK : lastRefusal('connect');
