import { NativeBytes } from '../libc/library.ts';
import { schedGetAffinity, schedSetAffinity } from '../libc/linux-calls.ts';

/** A cpu_set_t has so many bytes: 8192 CPUs, the most that Linux has. */
const SIZE = 1024;

/**
 * Does `act` with this thread on one CPU, and gives back the CPUs that it had; undefined, and nothing done, where it may not
 * have that one: sched_setaffinity(2). Without `cpu` it stays where it is.
 */
export function onCpu<T>(cpu: number | undefined, act: () => T): T | undefined {
  if (cpu === undefined) return act();
  const before = new NativeBytes(Buffer.alloc(SIZE));
  const wanted = Buffer.alloc(SIZE);
  wanted[cpu >> 3] = 1 << (cpu & 7);
  const one = new NativeBytes(wanted);
  if (schedGetAffinity(SIZE, before.pointer) < 0 || schedSetAffinity(SIZE, one.pointer) !== 0) return undefined;
  try {
    return act();
  } finally {
    schedSetAffinity(SIZE, before.pointer);
  }
}
