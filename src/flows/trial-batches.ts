import type { Trial } from '../model/trial.ts';

/** How many sandboxes run at the same time: some trials wait for seconds, so more of them than the machine has cores. */
const BATCHES = 6;

/** How long a step waits for an answer that does not come, and how long any other trial takes. Seconds. */
const PATIENCE = 3;
const USUAL = 0.05;

/**
 * Spreads trials over at most six batches that take about as long as each other: the longest trial first, each to the
 * batch that is shortest so far. No batch is empty.
 */
export function batchesOf(trials: readonly Trial[]): Trial[][] {
  const batches = Array.from({ length: BATCHES }, () => ({ seconds: 0, trials: [] as Trial[] }));
  const longestFirst = trials
    .map((trial) => ({ trial, seconds: secondsOf(trial) }))
    .sort((a, b) => b.seconds - a.seconds);
  for (const { trial, seconds } of longestFirst) {
    const batch = batches.reduce((shortest, one) => (one.seconds < shortest.seconds ? one : shortest));
    batch.trials.push(trial);
    batch.seconds += seconds;
  }
  return batches.map((batch) => batch.trials).filter((some) => some.length > 0);
}

const secondsOf = ({ steps }: Trial): number =>
  steps.reduce((sum, step) => {
    if (step.op === 'sleep') return sum + step.seconds;
    if (step.op === 'connect' && step.wait === false) return sum;
    return sum + (step.expect.includes('EINPROGRESS') || step.expect.includes('EAGAIN') ? PATIENCE : 0);
  }, USUAL);
