import { discoverHost } from '../discover/host.ts';
import type { ExperimentFailure } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import type { Report } from '../model/report.ts';
import { err, type Result } from '../model/result.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import type { ExperimentRequest } from '../sandbox/messages.ts';
import { runInSandbox, type SandboxListener } from '../sandbox/start.ts';
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
