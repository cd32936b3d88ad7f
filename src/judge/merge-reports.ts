import { formatAddress } from '../model/address.ts';
import type { Report } from '../model/report.ts';
import { findDisagreements, type Predicted } from './disagreements.ts';
import { summarize } from './summary.ts';
import { withPlans } from './with-plans.ts';

/**
 * Makes one report of several on one machine, which ran one after the other: the results in this order, and the
 * description of the host from the first.
 */
export function mergeReports(all: readonly [Report, ...Report[]]): Report {
  const parts: Predicted = {
    alone: all.flatMap((r) => r.alone),
    together: all.flatMap((r) => r.together),
    matrices: all.flatMap((r) => r.matrices),
    expectations: all.flatMap((r) => r.expectations),
    trials: all.flatMap((r) => r.trials),
  };
  const disagreements = [
    ...findDisagreements(parts),
    ...all.flatMap((r) => (r.plans === undefined ? [] : r.disagreements)),
  ];
  const selected = [...new Map(all.flatMap((r) => r.selected).map((a) => [formatAddress(a), a])).values()];
  const ports = all.flatMap((r) => r.ports);
  const reasons = Object.fromEntries(all.flatMap((r) => Object.entries(r.reasons ?? {})));
  const seconds = all.reduce((sum, one) => sum + one.seconds, 0);
  const plans = all.flatMap((r) => r.plans ?? []);
  const summary = summarize(parts, disagreements);
  return withPlans({ ...all[0], seconds, selected, ports, ...parts, reasons, summary, disagreements }, plans);
}
