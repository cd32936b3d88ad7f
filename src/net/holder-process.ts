import { spawn } from 'node:child_process';
import { CALLS } from '../libc/calls.ts';
import { pipe, waitForExit } from '../libc/linux-calls.ts';

/** A child process that holds a descriptor. */
export interface HolderProcess {
  /** Ends it. When this returns the kernel has closed its descriptors. */
  end(): void;
}

/**
 * Starts a child process that inherits `fd` as its descriptor 3, and does nothing with it; undefined where it cannot be
 * started. It waits for the end of a pipe that only this process can write to, so that it ends with it. spawn() has called
 * fork(2) and execve(2) when it returns, in the network namespace of this thread.
 */
export function startHolder(fd: number): HolderProcess | undefined {
  const ends = pipe();
  if (ends === undefined) return undefined;
  const [reading, writing] = ends;
  const child = spawn('cat', { stdio: [reading, 'ignore', 'ignore', fd] });
  child.once('error', () => undefined);
  child.unref();
  CALLS.close(reading);
  const { pid } = child;
  if (pid === undefined) {
    CALLS.close(writing);
    return undefined;
  }
  return {
    end: () => {
      CALLS.close(writing);
      waitForExit(pid);
    },
  };
}
