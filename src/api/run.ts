import { given, shownOf } from './kept.ts';
import type { ExperimentInput } from './types/file-input.ts';
import type { Report } from './types/report.ts';
import { tried } from './work/run.ts';

/** How {@link run} is followed, and ended. */
export interface RunOptions {
  /** Ends the run: every socket is closed and the sandbox is gone before the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called every now and then with the steps done and all there are; what it throws ends the run and rejects the promise. */
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

/**
 * Tries an experiment on real sockets, and compares what the kernel did with what the rules predict. With `in: 'host'`, the
 * default, the calls are made in this thread, which each of them blocks for some microseconds, and up to 40 ms go by before
 * others have their turn; `in: 'sandbox'` makes them in a process of its own, in a network namespace that has the addresses
 * of the host and none of its sockets. A port of the host that is in use is not disturbed. Linux and, in part, other Unix
 * systems; a sandbox needs Linux, util-linux and either root or user namespaces.
 *
 * @throws BindmatrixError `config` of a wrong experiment, `cannot` where it cannot be tried here; the signal's reason.
 * @see docs/library.md#run, unshare(1), user_namespaces(7)
 */
export async function run(experiment: ExperimentInput, options: RunOptions = {}): Promise<Report> {
  const { signal, onProgress } = options;
  const own = new AbortController();
  const either = signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]);
  either.throwIfAborted();
  const progress = (done: number, all: number): void => {
    try {
      if (!either.aborted) onProgress?.(done, all);
    } catch (error) {
      own.abort(error);
    }
  };
  return shownOf(await tried(given(experiment), { signal: either, progress }), either);
}
