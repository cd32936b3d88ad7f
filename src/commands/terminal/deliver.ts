import { optimizeAsUsual, optimizeLater } from '../../code-cache/optimize-later.ts';
import type { Conduct } from '../../flows/conduct.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Result } from '../../model/result.ts';
import type { Written } from '../../report/index.ts';
import { EXIT, problemExit, signalled } from './exit-codes.ts';
import { openOutput } from './output-file.ts';
import { complain, print } from './print.ts';
import { printProblem } from './print-problem.ts';
import { ProgressBar } from './progress-bar.ts';
import { Signals } from './signals.ts';

/** What is written of an answer, and the exit code that it gives. */
export interface Delivery {
  readonly text: Iterable<Written>;
  readonly code: number;
  /** Goes to stdout behind it, wherever it goes. */
  readonly beside?: Iterable<Written>;
}

/**
 * Opens the output, does the work, writes what came of it; gives the exit code. Signals end the work, and a long one has
 * a progress bar. `path`: stdout where it is undefined.
 */
export async function deliver<T>(
  path: string | undefined,
  work: (conduct: Conduct) => Promise<Result<T, FlowProblem>> | Result<T, FlowProblem>,
  present: (answer: T) => Delivery | Promise<Delivery>,
): Promise<number> {
  const output = openOutput(path);
  if (!output.ok) {
    complain(output.error);
    return path === undefined ? EXIT.unknown : EXIT.usage;
  }
  const signals = new Signals();
  const bar = new ProgressBar();
  const answer = await work({ signal: signals.signal, progress: bar.update });
  // To present it, code may be loaded; to write it, none.
  const wasLong = optimizeAsUsual();
  bar.end();
  await signals.handlePending();
  if (!answer.ok || signals.number !== undefined) {
    signals.release();
    if (answer.ok || signals.number !== undefined) return signalled(signals.number ?? 0);
    printProblem(answer.error);
    return problemExit(answer.error, undefined);
  }
  if (output.value.mayBeCutOff) signals.release();
  const { text, code, beside = [] } = await present(answer.value);
  // Set before writing, for a reader who closes the pipe early.
  process.exitCode = code;
  if (wasLong) optimizeLater();
  const written = await output.value.write(text, signals.signal);
  optimizeAsUsual();
  if (written.ok) await print(beside);
  signals.release();
  if (signals.number !== undefined) return signalled(signals.number);
  if (written.ok) return code;
  complain(written.error);
  return EXIT.unknown;
}
