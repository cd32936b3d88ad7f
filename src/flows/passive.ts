import { discoverHost } from '../discover/host.ts';
import { withOwners } from '../discover/owners.ts';
import { socketsOn } from '../discover/sockets.ts';
import { rulesOf, systemOf } from '../judge/platform-rules.ts';
import { predictReport } from '../judge/predict.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import { condense } from '../plan/held.ts';
import { planExperiment } from '../plan/plan.ts';
import { describePorts } from '../plan/ports.ts';
import { stopwatch } from '../run/stopwatch.ts';
import { asked } from './prepare.ts';
import { VERSION } from './version.ts';

/**
 * What the rules of this system say that would happen on this host, beside the sockets that are in use: the host is looked
 * at, no socket is opened and no descriptor of another process is duplicated, so that nobody is disturbed.
 */
export function judgePassively(experiment: Experiment): Result<Report, FlowProblem> {
  const elapsed = stopwatch();
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  const { ports, protocols } = asked(experiment);
  const listed = socketsOn(ports, protocols);
  if (!listed.ok) return cannot(listed.error);
  const held = condense(withOwners(listed.value.sockets));
  const [os, rules] = [systemOf(host.value), rulesOf(host.value)];
  const plan = planExperiment(experiment, host.value, held);
  if (!plan.ok) return wrongInput(plan.error);
  const described = describePorts(plan.value, host.value, held, listed.value.boundOnlyVisible);
  const findings = {
    version: VERSION,
    timing: elapsed(),
    where: 'host',
    host: host.value,
    held,
    ports: described,
  } as const;
  return ok(predictReport({ ...findings, plan: plan.value }, [{ id: os, os, name: rules.name, rules }]));
}
