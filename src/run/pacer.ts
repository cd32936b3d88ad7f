import { setImmediate } from 'node:timers/promises';

/** Signal handlers wait while calls block, so the event loop runs at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** Receives the progress of a run: `done` of `total` steps. */
export type Progress = (done: number, total: number) => void;

/** Gives signals and the progress bar their turn between trials, and stops the run when it is aborted. */
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

  /** Counts steps; true if `pause` is due. */
  advance(steps: number): boolean {
    this.#done += steps;
    return performance.now() - this.#last > LONGEST_STRETCH;
  }

  /** Yields to the event loop; false if the run must stop. */
  async pause(): Promise<boolean> {
    this.#progress(this.#done, this.#total);
    await setImmediate();
    this.#last = performance.now();
    return !this.stopped;
  }
}
