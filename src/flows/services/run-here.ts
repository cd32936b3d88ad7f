import { mergeReports } from '../../judge/merge-reports.ts';
import type { Component } from '../../judge/services/components.ts';
import { portsOfService } from '../../judge/services/components.ts';
import { trialJudge } from '../../judge/trials.ts';
import { cannot, type FlowProblem, interrupted } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { Trial, TrialReport } from '../../model/trial.ts';
import type { Conduct } from '../conduct.ts';
import { emptyReport, trialBench } from '../trial-bench.ts';
import type { PreparedPlan } from './prepare-plan.ts';

/**
 * Runs the trials of the parts of a plan on this host. A part is left to the rules if any socket has one of its ports, if
 * it needs connections to be left behind, or if its ports may not be bound: nothing that is in use is touched. No client is
 * sent, and every socket is closed as soon as the last call was made.
 */
export function runHere(
  trials: readonly Trial[],
  parts: readonly Component[],
  prepared: PreparedPlan,
  { signal, progress }: Conduct,
): Result<Report, FlowProblem> {
  const bench = trialBench();
  if (!bench.ok) return cannot(bench.error);
  const empty = emptyReport();
  if (!empty.ok) return empty;
  const judge = trialJudge();
  const reports: TrialReport[] = [];
  for (const [i, trial] of trials.entries()) {
    if (signal.aborted) return interrupted();
    const reason = hindrance(parts[i], prepared);
    const calls = { ...trial, steps: trial.steps.filter(({ op }) => op !== 'deliver') };
    reports.push(judge(calls, reason === undefined ? bench.value(calls, false) : { status: 'skipped', reason }));
    progress(i + 1, trials.length);
  }
  return ok(mergeReports([{ ...empty.value, where: 'host', trials: reports }]));
}

/** Why a part is not tried on this host. */
function hindrance(part: Component | undefined, { busy, place }: PreparedPlan): string | undefined {
  const services = part?.services ?? [];
  const ports = services.flatMap((service) => [...portsOfService(service)]);
  const used = ports.find((port) => busy.has(port));
  if (used !== undefined) return `${used} is in use on this host`;
  const ended = services.find((service) => service.ended !== undefined);
  if (ended !== undefined) return `${ended.id} would leave a connection on this host`;
  const { capabilities, sysctls } = place.host.facts;
  const first = Number(sysctls['net.ipv4.ip_unprivileged_port_start'] ?? 1024);
  const low = ports.find((port) => Number(port.split('/')[1]) < first);
  return low === undefined || capabilities.includes('CAP_NET_BIND_SERVICE') ? undefined : `only root may bind ${low}`;
}
