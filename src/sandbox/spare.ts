import { type Purpose, SandboxProcess } from './process.ts';

/**
 * A sandbox process that is started before it is known what will be asked of it: it starts on another processor while this
 * one finds that out. Whoever starts it ends it.
 */
export class SpareSandbox {
  readonly #purpose: Purpose;
  #process: SandboxProcess | undefined;

  constructor(purpose: Purpose) {
    this.#purpose = purpose;
    this.#process = new SandboxProcess(purpose);
  }

  /** The process, for who asks first and has that purpose. */
  take(purpose: Purpose): SandboxProcess | undefined {
    if (purpose !== this.#purpose) return undefined;
    const process = this.#process;
    this.#process = undefined;
    return process;
  }

  /** Ends the process that nobody took. */
  end(): void {
    this.take(this.#purpose)?.end();
  }
}
