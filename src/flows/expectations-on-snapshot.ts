import { rulesOf, systemOf } from '../judge/platform-rules.ts';
import { predictReport } from '../judge/predict.ts';
import { type Experiment, placeOf } from '../model/experiment.ts';
import type { SourcedProblem } from '../model/flow-problem.ts';
import { type HostSnapshot, heldOfSnapshot, hostOfSnapshot } from '../model/host-snapshot.ts';
import type { ExpectationReport } from '../model/report.ts';
import { planExperiment } from '../plan/plan.ts';
import { describePorts } from '../plan/ports.ts';
import { stopwatch } from '../run/stopwatch.ts';
import { VERSION } from './version.ts';

/** What becomes of expectations; of one that does not fit the host nothing is found out. */
export interface JudgedExpectations {
  readonly reports: readonly ExpectationReport[];
  readonly problems: readonly SourcedProblem[];
}

/** Judges expectations on a host of which only a snapshot is here: as root, by the rules, beside what listens there. */
export function expectationsOnSnapshot(experiment: Experiment, snapshot: HostSnapshot): JudgedExpectations {
  const host = hostOfSnapshot(snapshot);
  const held = heldOfSnapshot(snapshot);
  const plan = planExperiment({ ...experiment, show: [] }, host, held);
  if (!plan.ok) return { reports: experiment.expect.map((one) => unjudged(one, plan.error)), problems: plan.error };
  const [os, rules] = [systemOf(host), rulesOf(host)];
  const ports = describePorts(plan.value, host, held, snapshot.sight.boundOnly);
  const findings = { version: VERSION, timing: stopwatch()(), where: 'host', host, held, ports } as const;
  const report = predictReport({ ...findings, plan: plan.value }, [{ id: os, os, name: rules.name, rules }]);
  return { reports: report.expectations.map(({ system: _system, ...one }) => one), problems: [] };
}

const unjudged = (
  { id, source, written }: Experiment['expect'][number],
  problems: readonly SourcedProblem[],
): ExpectationReport => ({
  id,
  ...placeOf(source),
  expectation: written,
  observed: [],
  status: 'inconclusive',
  tried: 0,
  unmet: 0,
  reason: problems[0]?.message ?? 'it does not fit this host',
});
