import { constants } from 'node:os';

/** The signals that end a run. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first signal into an abort, so that every socket is closed before the program ends. */
export class Signals {
  readonly #controller = new AbortController();
  #number: number | undefined;

  constructor() {
    for (const name of SIGNALS) {
      process.on(name, () => {
        this.#number ??= constants.signals[name];
        this.#controller.abort();
      });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Of the signal that came; undefined while none has. */
  get number(): number | undefined {
    return this.#number;
  }
}
