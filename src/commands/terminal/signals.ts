import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';

/** The signals that end a run. One that is not handled would leave a terminal without its cursor. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

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

  /** Lets the event loop handle a signal that has come meanwhile. */
  async handlePending(): Promise<void> {
    await setImmediate();
  }

  /** From now on a signal ends the program at once: every socket is closed, and no file is left half written. */
  release(): void {
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
