import type { Platform } from '../libc/constants.ts';
import { libcCalls } from './calls.ts';

/** sizeof(struct pollfd), poll(2) */
const POLLFD = 8;

/** Waits until one of `fds` can be read or has an error, at most `milliseconds`; a signal may end it early. */
export function waitForAny(platform: Platform, fds: readonly number[], milliseconds: number): void {
  const entries = Buffer.alloc(POLLFD * fds.length + 1);
  for (const [i, fd] of fds.entries()) {
    entries.writeInt32LE(fd, i * POLLFD);
    entries.writeInt16LE(platform.POLLIN, i * POLLFD + 4);
  }
  libcCalls().poll(entries, fds.length, Math.max(0, Math.ceil(milliseconds)));
}

/** Blocks this thread, also beyond a signal. */
export function sleep(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  const nothing = Buffer.alloc(POLLFD);
  for (let left = milliseconds; left > 0; left = end - performance.now()) libcCalls().poll(nothing, 0, Math.ceil(left));
}
