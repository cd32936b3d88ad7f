import { linkFacts } from '../discover/link-facts.ts';
import { describeProcesses } from '../discover/processes.ts';
import { serverLookup, socketsOn } from '../discover/sockets.ts';
import { Foresight } from '../judge/foresight.ts';
import { withKernelDifferences } from '../judge/kernel-differences.ts';
import { rulesOf } from '../judge/platform-rules.ts';
import { assembleReport } from '../judge/report.ts';
import type { Protocol } from '../model/address.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem, interrupted } from '../model/flow-problem.ts';
import type { HeldSocket } from '../model/host.ts';
import type { PortWatch } from '../model/port-watch.ts';
import type { Report } from '../model/report.ts';
import { err, ok, type Result } from '../model/result.ts';
import { comeback } from '../run/comeback.ts';
import { runPlan } from '../run/run.ts';
import { stopwatch } from '../run/stopwatch.ts';
import { changesSince } from './changes-since.ts';
import type { RunConduct } from './conduct.ts';
import { withAdvice } from './port-advice.ts';
import { describeChange } from './port-change.ts';
import { prepare } from './prepare.ts';
import { probeKernel } from './probe-kernel.ts';
import { withSamples } from './sampled-plan.ts';
import { withSandboxTried } from './sandbox-tried.ts';
import { VERSION } from './version.ts';

/** Which listeners can share a port: tried where the experiment says, on this host or in a sandbox of its own. */
export async function runExperiment(asked: Experiment, conduct: RunConduct): Promise<Result<Report, FlowProblem>> {
  const kernelProbed = await probeKernel(conduct.signal);
  const experiment = kernelProbed === undefined ? asked : { ...asked, kernelProbed };
  if (experiment.where === 'host') {
    const report = await runHere(experiment, conduct);
    if (!report.ok) return report;
    return ok(withKernelDifferences(await withSandboxTried(report.value, experiment, conduct.signal)));
  }
  const { runSandboxed } = await import('./run-sandboxed.ts');
  const report = await runSandboxed(experiment, conduct);
  return report.ok ? ok(withKernelDifferences(report.value)) : report;
}

/** The same in the network namespace of this process: discover, plan, run, judge. */
export async function runHere(experiment: Experiment, conduct: RunConduct): Promise<Result<Report, FlowProblem>> {
  const elapsed = stopwatch();
  const prepared = prepare(experiment);
  if (!prepared.ok) return prepared;
  const { host, held, ports, sockets } = prepared.value;
  const foresight = new Foresight(rulesOf(host), host, held);
  const plan = withSamples(prepared.value.plan, experiment, foresight);
  conduct.onPorts(ports);
  // Asking for the links takes other processes a while; the run goes on meanwhile.
  const links = conduct.withLinkFacts ? linkFacts(host.interfaces) : host.interfaces;
  const observed = await watched(experiment.where === 'host', held, async (watch) => {
    const change = watch && (await comeback(plan, watch, conduct.signal));
    return change === undefined ? await runPlan(sockets, plan, { ...conduct, watch }) : err(change);
  });
  if (conduct.signal.aborted) return interrupted();
  if (!observed.ok) return cannot('kind' in observed.error ? describeChange(observed.error, held) : observed.error);
  const findings = {
    version: VERSION,
    timing: elapsed(),
    where: experiment.where,
    host: { ...host, interfaces: await links },
    held,
    plan,
    ports: withAdvice(ports, {
      host,
      held,
      alone: observed.value.alone,
      processesOf: describeProcesses,
      socketsOn: socketsOnPorts,
    }),
    observations: observed.value,
  };
  const report = assembleReport(findings, foresight);
  return ok(isBlameless(report) ? report : assembleReport({ ...findings, changes: changesSince(findings) }, foresight));
}

/** Runs with a look at the ports meanwhile, where others may have sockets on them. */
async function watched<T>(
  isShared: boolean,
  before: readonly HeldSocket[],
  run: (watch: PortWatch | undefined) => Promise<T>,
): Promise<T> {
  if (!isShared) return run(undefined);
  const servers = serverLookup();
  try {
    return await run({ before, isServed: servers.isServed });
  } finally {
    servers.close();
  }
}

/** Nothing differs from the rules or from what was expected. */
const isBlameless = ({ summary }: Report): boolean => summary.disagreements === 0 && summary.expectations.unmet === 0;

/** The sockets on ports that the run does not touch. None where they cannot be listed: the advice is only a proposal. */
function socketsOnPorts(ports: readonly number[], protocol: Protocol): readonly HeldSocket[] {
  const listed = socketsOn(ports, [protocol]);
  return listed.ok ? listed.value.sockets : [];
}
