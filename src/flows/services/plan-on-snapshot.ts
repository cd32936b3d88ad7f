import { rulesOf } from '../../judge/platform-rules.ts';
import { judgePlan } from '../../judge/services/judge-plan.ts';
import type { SourcedProblem } from '../../model/flow-problem.ts';
import { type HostSnapshot, heldOfSnapshot, hostOfSnapshot } from '../../model/host-snapshot.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import { ok, type Result } from '../../model/result.ts';
import type { ServicePlan } from '../../model/service-plan.ts';
import { duePlan } from '../../plan/services/due.ts';
import { withLines } from '../../plan/services/lines.ts';
import { portsAsked, readyPlan } from '../../plan/services/ready.ts';
import { environmentOf } from '../../rules/index.ts';

/**
 * What becomes of the services of a plan on a host of which only a snapshot is here, by the rules of its kernel: with the
 * addresses that it has and no others, beside what listens there. What is for other hosts is left out.
 */
export function planOnSnapshot(
  plan: ServicePlan,
  snapshot: HostSnapshot,
): Result<PlanReport, readonly SourcedProblem[]> {
  const lined = withLines(plan);
  if (!lined.ok) return lined;
  const host = hostOfSnapshot(snapshot);
  const due = duePlan(lined.value, host.facts.hostname).plan;
  const ports = new Set(portsAsked(due));
  const held = heldOfSnapshot(snapshot).filter(({ port }) => ports.has(port));
  const ready = readyPlan(due, { host, held, names: { localhost: snapshot.localhost } });
  if (!ready.ok) return ready;
  const rules = rulesOf(host);
  return ok(judgePlan(ready.value, { rules, env: environmentOf(host, [], rules.v6only) }));
}

/** The report of a plan that does not fit a host, as where a selector stands for no address: nothing is found out. */
export function placeless(plan: ServicePlan, problems: readonly SourcedProblem[]): PlanReport {
  const why = problems[0]?.message ?? 'the plan does not fit this host';
  return {
    file: plan.file,
    services: plan.services.map(({ id, profile = '', source, expect }) => ({
      id,
      profile,
      source,
      verdict: 'exits',
      expected: expect,
      status: 'inconclusive',
      sockets: [],
      lost: [],
      shares: [],
      failed: [],
      why,
    })),
    outcomes: [],
    orders: [],
    answers: {},
    serves: plan.serves.map(({ endpoint, protocol, by, source }) => ({
      endpoint,
      protocol,
      by: by ?? null,
      answered: [],
      status: 'inconclusive',
      source,
    })),
    suggestions: [],
    neighbours: [],
    skipped: [],
    notes: [],
  };
}
