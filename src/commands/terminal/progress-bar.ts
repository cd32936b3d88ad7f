import type { SingleBar } from 'cli-progress';

/** Work that ends sooner shows no bar. Milliseconds. */
const PATIENCE = 2000;

/** A bar on stderr when the work takes longer than two seconds; nothing where stderr is no terminal. */
export class ProgressBar {
  readonly #started = performance.now();
  #bar: SingleBar | 'loading' | undefined;
  #ended = false;

  readonly update = (done: number, total: number): void => {
    if (!process.stderr.isTTY || performance.now() - this.#started < PATIENCE) return;
    if (this.#bar === undefined) void this.#load(done, total);
    else if (this.#bar !== 'loading') {
      this.#bar.setTotal(total);
      this.#bar.update(done);
    }
  };

  end(): void {
    this.#ended = true;
    if (this.#bar === undefined || this.#bar === 'loading') return;
    this.#bar.stop();
    this.#bar = undefined;
  }

  async #load(done: number, total: number): Promise<void> {
    this.#bar = 'loading';
    const { startBar } = await import('./bar.ts');
    if (this.#ended) return;
    this.#bar = startBar(done, total);
    // However the program ends, the terminal gets its cursor back.
    process.once('exit', () => this.end());
  }
}
