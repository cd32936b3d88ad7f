import type { Trial } from '../model/trial.ts';

/** Some trials wait for seconds; so many sandboxes do so at the same time. */
const LANES = 6;

/** What a step waits for an answer that does not come, and what any other trial takes. Seconds. */
const PATIENCE = 3;
const USUAL = 0.05;

/** Spreads trials over lanes that take about as long as each other: the longest first, each to the shortest lane. */
export function lanesOf(trials: readonly Trial[]): Trial[][] {
  const lanes = Array.from({ length: LANES }, () => ({ seconds: 0, trials: [] as Trial[] }));
  const longestFirst = trials
    .map((trial) => ({ trial, seconds: secondsOf(trial) }))
    .sort((a, b) => b.seconds - a.seconds);
  for (const { trial, seconds } of longestFirst) {
    const lane = lanes.reduce((shortest, one) => (one.seconds < shortest.seconds ? one : shortest));
    lane.trials.push(trial);
    lane.seconds += seconds;
  }
  return lanes.map((lane) => lane.trials).filter((some) => some.length > 0);
}

const secondsOf = ({ steps }: Trial): number =>
  steps.reduce((sum, step) => {
    if (step.op === 'sleep') return sum + step.seconds;
    return sum + (step.expect.includes('EINPROGRESS') || step.expect.includes('EAGAIN') ? PATIENCE : 0);
  }, USUAL);
