import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';

/** The signals that end a run. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first signal into an abort, so that every socket is closed before the program ends. */
export class Signals {
  readonly #controller = new AbortController();
  #number: number | undefined;

  readonly #handle = (name: NodeJS.Signals): void => {
    this.#number ??= constants.signals[name];
    this.#controller.abort();
  };

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#handle);
  }

  /** From now on a signal ends the program at once, since every socket is closed. One that is pending is handled first. */
  async release(): Promise<void> {
    await setImmediate();
    for (const name of SIGNALS) process.off(name, this.#handle);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The number of the first signal that came; undefined while none has. */
  get number(): number | undefined {
    return this.#number;
  }
}
