import { setImmediate } from 'node:timers/promises';
import { PortGuard } from './port-guard.ts';

/** Signal handlers wait while calls block, so the event loop runs at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** How many pairs are tried before the clock is read again. */
export const STRIDE = 256;

/** Receives the progress of a run: `done` of `total` steps. */
export type Progress = (done: number, total: number) => void;

/** Gives signals and the progress bar their turn between trials, and stops the run when it is aborted or a port has changed. */
export class Pacer {
  readonly #signal: AbortSignal;
  readonly #progress: Progress;
  /** Looks before a port is held; what it finds may stop the run. */
  readonly ports: PortGuard;
  #total: number;
  #done = 0;
  #last = performance.now();

  constructor(signal: AbortSignal, progress: Progress, total: number, ports = new PortGuard()) {
    this.#signal = signal;
    this.#progress = progress;
    this.#total = total;
    this.ports = ports;
  }

  get stopped(): boolean {
    return this.#signal.aborted || this.ports.change !== undefined;
  }

  /** More steps are to be done than was known at the beginning. */
  expect(steps: number): void {
    this.#total += steps;
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
