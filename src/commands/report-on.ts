import type { ExperimentFailure } from '../experiment.ts';
import type { Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import { type Format, renderReport } from '../report/index.ts';
import { EXIT, exhaustion, signalled, verdictExit } from './exit.ts';
import { reportFailure } from './failure.ts';
import { openOutput } from './output.ts';
import { complain, complainOf, styleFor } from './print.ts';
import { ProgressBar } from './progress.ts';
import { Signals } from './signals.ts';

/** Where a report goes, and in which form. */
export interface Destination {
  readonly format: Format;
  readonly output?: string | undefined;
}

/** What makes the report; undefined where a signal ended it. */
export type Work = (bar: ProgressBar, signal: AbortSignal) => Promise<Result<Report, ExperimentFailure> | undefined>;

/** Opens the output, does the work, writes the report; gives the exit code. */
export async function reportOn(destination: Destination, work: Work, render = renderReport): Promise<number> {
  const output = openOutput(destination.output);
  if (!output.ok) {
    complainOf(output.error);
    return EXIT.usage;
  }
  const signals = new Signals();
  const bar = new ProgressBar();
  const result = await work(bar, signals.signal);
  bar.end();
  await signals.release();
  if (result?.ok && signals.number === undefined) {
    const lacking = exhaustion(result.value.summary);
    if (lacking !== undefined) complain(lacking);
    // Known before it is written, for a reader who closes the pipe early.
    process.exitCode = verdictExit(result.value.summary);
    const written = await output.value.write(render(result.value, destination.format, styleFor(destination.output)));
    if (written.ok) return process.exitCode;
    complainOf(written.error);
    return EXIT.unknown;
  }
  output.value.abandon();
  return result === undefined || result.ok || signals.number !== undefined
    ? signalled(signals.number ?? 0)
    : reportFailure(result.error);
}
