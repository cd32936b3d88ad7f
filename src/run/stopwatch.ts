import type { Timing } from '../model/timing.ts';

/** Starts a watch, and gives a function that reads it. The seconds are those of a clock that nobody sets (clock_gettime(2)). */
export function stopwatch(): () => Timing {
  const started = new Date().toISOString();
  const from = performance.now();
  return () => ({ started, seconds: Math.round((performance.now() - from) * 1000) / 1e6 });
}
