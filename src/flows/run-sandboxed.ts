import { discoverHost } from '../discover/host.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import { runInSandbox } from '../sandbox/start.ts';
import type { RunConduct } from './conduct.ts';

/** A run in a private namespace that has this host's addresses, or those that the experiment names. */
export function runSandboxed(experiment: Experiment, conduct: RunConduct): Promise<Result<Report, FlowProblem>> {
  const host = discoverHost();
  if (!host.ok) return Promise.resolve(cannot(host.error));
  const layout = sandboxLayout(experiment, host.value);
  const { withLinkFacts, signal, progress, onPorts, spare } = conduct;
  return runInSandbox({ kind: 'run', experiment, layout, withLinkFacts }, { progress, onPorts }, signal, spare);
}
