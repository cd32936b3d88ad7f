import { setImmediate } from 'node:timers/promises';

/** Blocked calls keep signal handlers waiting, so the loop gets its turn at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** Tells how far a run has come: `done` of `total` steps of the same kind. */
export type Progress = (done: number, total: number) => void;

/** Lets signals and the progress bar in between trials, and knows when to stop. */
export class Pacer {
  readonly #signal: AbortSignal;
  readonly #progress: Progress;
  readonly #total: number;
  #done = 0;
  #last = performance.now();

  constructor(signal: AbortSignal, progress: Progress, total: number) {
    this.#signal = signal;
    this.#progress = progress;
    this.#total = total;
  }

  get stopped(): boolean {
    return this.#signal.aborted;
  }

  /** Counts steps; true where `pause` is due. */
  advance(steps: number): boolean {
    this.#done += steps;
    return performance.now() - this.#last > LONGEST_STRETCH;
  }

  /** Yields to the event loop; false where the run has to stop. */
  async pause(): Promise<boolean> {
    this.#progress(this.#done, this.#total);
    await setImmediate();
    this.#last = performance.now();
    return !this.stopped;
  }
}
