import { mergeReports } from '../judge/merge-reports.ts';
import { rulesOf, systemOf } from '../judge/platform-rules.ts';
import { predictReport } from '../judge/predict.ts';
import { predictTrial } from '../judge/predict-trials.ts';
import { withPlans } from '../judge/with-plans.ts';
import { type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import { type HostSnapshot, hostOfSnapshot } from '../model/host-snapshot.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import { hypotheticalHost } from '../plan/hypothetical.ts';
import { stopwatch } from '../run/stopwatch.ts';
import { layoutOf } from '../sandbox/trial-layout.ts';
import type { CheckTask } from './check.ts';
import { expectationsOnSnapshot } from './expectations-on-snapshot.ts';
import { planOnSnapshot } from './services/plan-on-snapshot.ts';
import { VERSION } from './version.ts';

const NOTHING = { addresses: [], combinations: [], expectations: [] };

/**
 * Judges what files ask to be checked on a host of which only a snapshot is here, by the rules of its kernel: expectations
 * and services with its addresses and beside what listens there, trials in the sandbox that each describes.
 */
export function checkOnSnapshot(
  { experiments, trials, plans }: CheckTask,
  snapshot: HostSnapshot,
): Result<Report, FlowProblem> {
  const elapsed = stopwatch();
  const host = hostOfSnapshot(snapshot);
  const [os, rules] = [systemOf(host), rulesOf(host)];
  const system = { id: os, os, name: rules.name, rules };
  const expected = experiments.map((one) => expectationsOnSnapshot(one, snapshot));
  const planned = plans.map((plan) => planOnSnapshot(plan, snapshot));
  const problems = [...expected.flatMap((one) => one.problems), ...planned.flatMap((one) => (one.ok ? [] : one.error))];
  if (problems.length > 0) return wrongInput(problems);
  const findings = {
    version: VERSION,
    timing: elapsed(),
    where: 'host',
    host,
    held: [],
    ports: [],
    plan: NOTHING,
  } as const;
  const judged = {
    expectations: expected.flatMap(({ reports }) => reports.map((one) => ({ system: os, ...one }))),
    trials: trials.map((one) => predictTrial(one, hypotheticalHost(layoutOf(one.sandbox), host.facts), system)),
  };
  const report = mergeReports([{ ...predictReport(findings, [system]), ...judged }]);
  return ok({
    ...withPlans(
      report,
      planned.flatMap((one) => (one.ok ? [one.value] : [])),
    ),
    ...elapsed(),
  });
}
