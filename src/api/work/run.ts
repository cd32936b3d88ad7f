import { experimentOf } from '../../config/experiment-of.ts';
import { runExperiment } from '../../flows/run.ts';
import { ok, type Result } from '../../model/result.ts';
import { type Failure, flowFailed } from './failure.ts';
import { type Given, readExperimentInput } from './input.ts';
import { type PresentedReport, presentedReport } from './present.ts';

/** How a caller follows a run. */
export interface RunAsk {
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number) => void;
}

/** Tries an experiment on real sockets. The links are not asked for: that starts other processes. */
export async function tried(given: Given, ask: RunAsk): Promise<Result<PresentedReport, Failure>> {
  const read = readExperimentInput(given);
  if (!read.ok) return read;
  const conduct = { ...ask, withLinkFacts: false, onPorts: () => undefined };
  const report = await runExperiment(experimentOf(read.value.config), conduct);
  return report.ok ? ok(presentedReport(report.value)) : flowFailed(report.error, read.value.places);
}
