import { discoverHost } from '../discover/host.ts';
import { plainHost } from '../discover/plain-host.ts';
import { mergeReports } from '../judge/merge-reports.ts';
import { predictedTrials, predictReport } from '../judge/predict.ts';
import { predictTrial } from '../judge/predict-trials.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import type { Host } from '../model/host.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import type { Trial } from '../model/trial.ts';
import { hypotheticalHost } from '../plan/hypothetical.ts';
import { planExperiment } from '../plan/plan.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import type { AskedSystem } from '../rules/index.ts';
import { openSockets } from '../run/open-sockets.ts';
import { stopwatch } from '../run/stopwatch.ts';
import { layoutOf } from '../sandbox/trial-layout.ts';
import type { CheckTask } from './check.ts';
import type { Conduct } from './conduct.ts';
import { VERSION } from './version.ts';

export { readAskedSystems } from './systems.ts';

/** What the rules of `systems` say that would happen, on a host with these addresses. No socket is opened. */
export function predictExperiment(
  experiment: Experiment,
  systems: readonly [AskedSystem, ...AskedSystem[]],
): Result<Report, FlowProblem> {
  const elapsed = stopwatch();
  const here = openSockets().ok ? discoverHost() : ok(plainHost());
  if (!here.ok) return cannot(here.error);
  const host = hypotheticalHost(sandboxLayout(experiment, here.value), here.value.facts);
  const plan = planExperiment(experiment, host, []);
  if (!plan.ok) return wrongInput(plan.error);
  const findings = { version: VERSION, timing: elapsed(), where: experiment.where, host, held: [], ports: [] };
  return ok(predictReport({ ...findings, plan: plan.value }, systems));
}

/** The same of everything that files ask to be checked. */
export async function predictCheck(
  { experiments, trials, plans }: CheckTask,
  systems: readonly [AskedSystem, ...AskedSystem[]],
  conduct: Conduct,
): Promise<Result<Report, FlowProblem>> {
  const reports: Report[] = [];
  for (const system of plans.length > 0 ? systems : []) {
    const { checkPlan } = await import('./services/check-plan.ts');
    for (const plan of plans) {
      const predicted = await checkPlan(plan, { where: 'predict', system }, conduct);
      if (!predicted.ok) return predicted;
      reports.push(predicted.value);
    }
  }
  for (const experiment of experiments) {
    const predicted = predictExperiment({ ...experiment, show: [] }, systems);
    if (!predicted.ok) return predicted;
    reports.push(predicted.value);
  }
  if (trials.length > 0) reports.push(predictTrials(trials, systems));
  const [first, ...others] = reports;
  if (first === undefined) throw new RangeError('no experiment or trial to predict');
  const predicted = new Map(reports.flatMap((one) => one.predicted ?? []).map((one) => [one.os, one]));
  return ok({ ...mergeReports([first, ...others]), predicted: [...predicted.values()] });
}

function predictTrials(trials: readonly Trial[], systems: readonly [AskedSystem, ...AskedSystem[]]): Report {
  const elapsed = stopwatch();
  const hostOf = (layout: SandboxLayout): Host => hypotheticalHost(layout, NOWHERE.facts);
  const predicted = systems.flatMap((system) =>
    trials.map((trial) => predictTrial(trial, hostOf(layoutOf(trial.sandbox)), system)),
  );
  const plan = { addresses: [], combinations: [], expectations: [] };
  const host = hostOf({ devices: [], loopback: [], sysctls: {} });
  const findings = { version: VERSION, timing: elapsed(), where: 'sandbox', host, held: [], plan, ports: [] } as const;
  return predictedTrials(findings, systems, predicted);
}

/** A platform on which nothing can be looked at. Rules need no host. */
const NOWHERE: Host = {
  facts: { os: process.platform, hostname: '', kernel: '', uid: 0, capabilities: [], netns: '', sysctls: {} },
  interfaces: [],
  addresses: [],
  ipv6: true,
};
