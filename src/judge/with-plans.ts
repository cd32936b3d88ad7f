import type { PlanReport } from '../model/plan-report.ts';
import type { Report, Status, Summary } from '../model/report.ts';

/** A report with the services of files, which its summary counts. */
export function withPlans(report: Report, plans: readonly PlanReport[]): Report {
  const { plans: _, ...rest } = report;
  if (plans.length === 0) return rest;
  return { ...rest, plans, summary: { ...report.summary, services: countsOf(plans) } };
}

function countsOf(plans: readonly PlanReport[]): NonNullable<Summary['services']> {
  const all = plans.flatMap(({ services, serves }) => [...services, ...serves]);
  const of = (status: Status): number => all.filter((one) => one.status === status).length;
  return { met: of('met'), unmet: of('unmet'), inconclusive: of('inconclusive'), skipped: of('skipped') };
}
