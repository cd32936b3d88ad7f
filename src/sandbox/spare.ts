import { SandboxProcess } from './process.ts';

/**
 * A sandbox process for trials that is started before it is known what will be asked of it: it starts on another processor while this
 * one finds that out. Whoever starts it ends it.
 */
export class SpareSandbox {
  #process: SandboxProcess | undefined = new SandboxProcess('trials');

  /** The process, for who asks first. */
  take(): SandboxProcess | undefined {
    const process = this.#process;
    this.#process = undefined;
    return process;
  }

  /** Ends the process that nobody took. */
  end(): void {
    this.take()?.end();
  }
}
