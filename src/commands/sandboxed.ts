import { discoverHost } from '../discover/host.ts';
import type { ExperimentFailure } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Report } from '../model/report.ts';
import { err, ok, type Result } from '../model/result.ts';
import type { HttpPlay } from '../model/story.ts';
import type { Trial, TrialReport } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import type { ExperimentRequest } from '../sandbox/messages.ts';
import { runInSandbox, type SandboxListener } from '../sandbox/start.ts';
import { trialJudge } from '../judge/trials.ts';
import { VERSION } from './version.ts';

/** An experiment in a private namespace with this host's addresses, or those it names; undefined where a signal ended it. */
export function runSandboxed(
  experiment: Experiment,
  how: Pick<ExperimentRequest, 'hold' | 'withLinkFacts'>,
  listener: SandboxListener,
  signal: AbortSignal,
): Promise<Result<Report, ExperimentFailure> | undefined> {
  const host = discoverHost();
  if (!host.ok) return Promise.resolve(err({ kind: 'cannot', problem: host.error }));
  const layout = sandboxLayout(experiment, host.value);
  return runInSandbox({ experiment, layout, version: VERSION, ...how }, listener, signal);
}

/**
 * Trials, each in a network namespace of its own. They are judged here while the next ones run there. `withTables`:
 * with the kernel's socket table after each step.
 */
export async function runTrialsSandboxed(
  trials: readonly Trial[],
  withTables: boolean,
  listener: SandboxListener,
  signal: AbortSignal,
): Promise<Result<Report, ExperimentFailure> | undefined> {
  const judge = trialJudge();
  const reports: TrialReport[] = [];
  const onFindings = (findings: readonly TrialResult[]): void => {
    for (const finding of findings) {
      const trial = trials[reports.length];
      if (trial !== undefined) reports.push(judge(trial, finding));
    }
  };
  const result = await runInSandbox({ trials, version: VERSION, withTables }, { ...listener, onFindings }, signal);
  return result?.ok ? ok({ ...result.value, trials: reports }) : result;
}

/** The listeners of a trial as HTTP servers, in a sandbox of their own; undefined where a signal ended it, or it failed. */
export async function runHttpSandboxed(trial: Trial, signal: AbortSignal): Promise<HttpPlay | undefined> {
  let played: HttpPlay | undefined;
  const onHttp = (play: HttpPlay): void => {
    played = play;
  };
  const listener = { progress: () => undefined, onPorts: () => undefined, onText: () => undefined, onHttp };
  await runInSandbox({ http: trial, version: VERSION }, listener, signal);
  return played;
}
