import { discoverHost } from '../../discover/host.ts';
import { socketsOn } from '../../discover/sockets.ts';
import { mergeReports } from '../../judge/merge-reports.ts';
import { type Component, portsOfService } from '../../judge/services/components.ts';
import { trialJudge } from '../../judge/trials.ts';
import { formatAddress, unmap } from '../../model/address.ts';
import { cannot, type FlowProblem, interrupted } from '../../model/flow-problem.ts';
import type { Host } from '../../model/host.ts';
import type { ReadyServes } from '../../model/planned-socket.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Step, Trial, TrialReport } from '../../model/trial.ts';
import type { StepObservation, TrialResult } from '../../model/trial-observation.ts';
import { type TrialRunner, trialRunner } from '../../run/trial/runner.ts';
import type { Conduct } from '../conduct.ts';
import { reportOfNothing } from '../trial-bench.ts';
import type { PreparedPlan } from './prepare-plan.ts';

/** A client of this host reaches a socket of it at once. Milliseconds. */
const PATIENCE = 500;

/**
 * Runs the trials of the parts of a plan on this host. A part is left to the rules if any socket has one of its ports, if
 * it needs connections to be left behind, or if its ports may not be bound: nothing that is in use is touched. Clients are
 * sent to the addresses of `serves` alone, from this host, until one does not reach a socket of the plan: packet rules have
 * sent it elsewhere then. Every socket is closed as soon as the last call was made.
 */
export function runHere(
  trials: readonly Trial[],
  parts: readonly Component[],
  prepared: PreparedPlan,
  { signal, progress }: Conduct,
): Result<Report, FlowProblem> {
  const runner = trialRunner((port, protocols) => socketsOn([port], protocols), PATIENCE);
  if (!runner.ok) return cannot(runner.error);
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  const empty = reportOfNothing();
  if (!empty.ok) return empty;
  const judge = trialJudge();
  const reports: TrialReport[] = [];
  for (const [i, trial] of trials.entries()) {
    if (signal.aborted) return interrupted();
    const reason = hindrance(parts[i], prepared);
    const calls = { ...trial, steps: trial.steps.filter((step) => isWanted(step, prepared.ready.serves)) };
    const result =
      reason === undefined ? runOne(runner.value, calls, host.value) : { status: 'skipped' as const, reason };
    reports.push(judge(calls, result));
    progress(i + 1, trials.length);
  }
  return ok(mergeReports([{ ...empty.value, where: 'host', trials: reports }]));
}

/** A call of a service, or a client of an address that `serves` names. */
const isWanted = (step: Step, serves: readonly ReadyServes[]): boolean =>
  step.op !== 'deliver' ||
  serves.some(
    ({ port, addresses }) => step.port === port && addresses.some((one) => formatAddress(unmap(one)) === step.address),
  );

function runOne(runner: TrialRunner, { steps }: Trial, host: Host): TrialResult {
  const missing = runner.missingPermission(steps);
  if (missing !== undefined) return { status: 'skipped', reason: missing };
  const observations: StepObservation[] = [];
  let isLost = false;
  function* untilLost(): Generator<Step> {
    for (const step of steps) if (step.op !== 'deliver' || !isLost) yield step;
  }
  runner.follow(untilLost(), (step, observation) => {
    observations.push(observation);
    isLost ||= step.op === 'deliver' && observation.outcome.kind !== 'ok';
  });
  return { observations, layout: 0, host };
}

/** Why a part is not tried on this host. */
function hindrance(part: Component | undefined, { busy, place }: PreparedPlan): string | undefined {
  const services = part?.services ?? [];
  const ports = services.flatMap((service) => [...portsOfService(service)]);
  const used = ports.find((port) => busy.has(port));
  if (used !== undefined) return `${used} is in use on this host`;
  const ended = services.find((service) => service.ended !== undefined && service.ended !== 'nothing');
  if (ended !== undefined) return `${ended.id} would leave a connection on this host`;
  const { capabilities, sysctls } = place.host.facts;
  const first = Number(sysctls['net.ipv4.ip_unprivileged_port_start'] ?? 1024);
  const low = ports.find((port) => Number(port.split('/')[1]) < first);
  return low === undefined || capabilities.includes('CAP_NET_BIND_SERVICE') ? undefined : `only root may bind ${low}`;
}
