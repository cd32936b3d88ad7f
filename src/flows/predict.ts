import { discoverHost } from '../discover/host.ts';
import { predictReport } from '../judge/predict.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import type { Host } from '../model/host.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import { hypotheticalHost } from '../plan/hypothetical.ts';
import { planExperiment } from '../plan/plan.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import type { OperatingSystem } from '../rules/index.ts';
import { openSockets } from '../run/open-sockets.ts';
import { VERSION } from './version.ts';

/** What the rules of `systems` say that would happen, on a host with these addresses. No socket is opened. */
export function predictExperiment(
  experiment: Experiment,
  systems: readonly [OperatingSystem, ...OperatingSystem[]],
): Result<Report, FlowProblem> {
  const here = openSockets().ok ? discoverHost() : ok(NOWHERE);
  if (!here.ok) return cannot(here.error);
  const host = hypotheticalHost(sandboxLayout(experiment, here.value), here.value.facts);
  const plan = planExperiment(experiment, host, []);
  if (!plan.ok) return wrongInput(plan.error);
  const { where } = experiment;
  return ok(predictReport({ version: VERSION, where, host, held: [], plan: plan.value, ports: [] }, systems));
}

/** A platform on which nothing can be looked at. Rules need no host. */
const NOWHERE: Host = {
  facts: { os: process.platform, kernel: '', uid: 0, capabilities: [], netns: '', sysctls: {} },
  interfaces: [],
  addresses: [],
  ipv6: true,
};
