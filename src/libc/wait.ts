import { CALLS } from './calls.ts';
import { errnoName } from './errno.ts';
import { errno } from './library.ts';

/** struct pollfd, poll(2): the descriptor, the requested events, the returned events. */
const POLLFD = { fd: 0, events: 4, size: 8 } as const;

/** poll(2) on one descriptor: true if one of `events` occurs within `milliseconds`. A signal does not shorten the wait. */
export function waitFor(fd: number, events: number, milliseconds: number): boolean {
  const entry = entries([fd], events);
  const end = performance.now() + milliseconds;
  for (;;) {
    const ready = CALLS.poll(entry, 1, Math.max(0, Math.ceil(end - performance.now())));
    if (ready > 0) return true;
    if (ready === 0 || errnoName(errno()) !== 'EINTR') return false;
  }
}

/** poll(2) on several descriptors: waits for one of `events` or an error, at most `milliseconds`. A signal may end the wait. */
export function waitForAny(fds: readonly number[], events: number, milliseconds: number): void {
  CALLS.poll(entries(fds, events), fds.length, Math.max(0, Math.ceil(milliseconds)));
}

/** Blocks this thread for `milliseconds`, even if a signal arrives. */
export function sleep(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  const nothing = entries([], 0);
  for (let left = milliseconds; left > 0; left = end - performance.now()) CALLS.poll(nothing, 0, Math.ceil(left));
}

/** An array of struct pollfd, with a byte to spare: poll(2) on no descriptors still takes a pointer. */
function entries(fds: readonly number[], events: number): Buffer {
  const bytes = Buffer.alloc(POLLFD.size * fds.length + 1);
  for (const [i, fd] of fds.entries()) {
    bytes.writeInt32LE(fd, i * POLLFD.size + POLLFD.fd);
    bytes.writeInt16LE(events, i * POLLFD.size + POLLFD.events);
  }
  return bytes;
}
