import { errnoName } from '../libc/errno.ts';
import { errno, NativeBytes } from '../libc/library.ts';
import type { Outcome } from '../model/outcome.ts';
import { libcCalls } from './calls.ts';
import type { Sockaddr, Sockets } from './socket.ts';

/** AF_UNSPEC is 0 everywhere: struct sockaddr_in without anything in it. */
const UNSPECIFIED = new NativeBytes(Buffer.alloc(16));

/**
 * connect(2) as on a blocking socket, waiting at most `milliseconds`; then `connect:EINPROGRESS`. The result is
 * fetched by calling connect again: only then does the kernel see the attempt as ended, so that a later connect gets
 * EISCONN, or starts anew after a refusal (__inet_stream_connect(), net/ipv4/af_inet.c).
 */
export function connectWithin(sockets: Sockets, fd: number, to: Sockaddr, milliseconds: number): Outcome {
  const { connect } = libcCalls();
  const end = performance.now() + milliseconds;
  for (;;) {
    if (connect(fd, to.pointer, to.length) === 0) return 'ok';
    const name = errnoName(errno());
    if (name === 'EINPROGRESS') continue;
    if (name !== 'EALREADY') return `connect:${name}`;
    const left = end - performance.now();
    // One that was shut before counts as ready all the time.
    if (left < 0 || !sockets.waitFor(fd, sockets.platform.POLLOUT, left)) return 'connect:EINPROGRESS';
  }
}

/** connect(2) to AF_UNSPEC: dissolves the association of a socket with its peer. */
export function disconnect(fd: number): Outcome {
  const gone = libcCalls().connect(fd, UNSPECIFIED.pointer, UNSPECIFIED.length);
  return gone === 0 ? 'ok' : `connect:${errnoName(errno())}`;
}
