import { CALLS } from './calls.ts';
import { errnoName } from './errno.ts';
import { errno } from './library.ts';

/** struct pollfd, poll(2): the descriptor, the events that are asked for, and those that came. */
const POLLFD = { fd: 0, events: 4, size: 8 } as const;

/** poll(2) on one descriptor: whether one of `events` came within `milliseconds`. A signal does not shorten the wait. */
export function waitFor(fd: number, events: number, milliseconds: number): boolean {
  const entry = entries([fd], events);
  const end = performance.now() + milliseconds;
  for (;;) {
    const ready = CALLS.poll(entry, 1, Math.max(0, Math.ceil(end - performance.now())));
    if (ready > 0) return true;
    if (ready === 0 || errnoName(errno()) !== 'EINTR') return false;
  }
}

/** Waits until one of `events` comes on one of `fds`, or an error, at most `milliseconds`; a signal may end it early. */
export function waitForAny(fds: readonly number[], events: number, milliseconds: number): void {
  CALLS.poll(entries(fds, events), fds.length, Math.max(0, Math.ceil(milliseconds)));
}

/** Blocks this thread for so long; a signal does not end it. */
export function sleep(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  const nothing = entries([], 0);
  for (let left = milliseconds; left > 0; left = end - performance.now()) CALLS.poll(nothing, 0, Math.ceil(left));
}

/** One byte more than needed: poll(2) of no descriptors takes a pointer all the same. */
function entries(fds: readonly number[], events: number): Buffer {
  const bytes = Buffer.alloc(POLLFD.size * fds.length + 1);
  for (const [i, fd] of fds.entries()) {
    bytes.writeInt32LE(fd, i * POLLFD.size + POLLFD.fd);
    bytes.writeInt16LE(events, i * POLLFD.size + POLLFD.events);
  }
  return bytes;
}
