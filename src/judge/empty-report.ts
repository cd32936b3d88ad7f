import type { Where } from '../model/experiment.ts';
import type { Host } from '../model/host.ts';
import type { Report } from '../model/report.ts';
import type { Timing } from '../model/timing.ts';
import { summarize } from './summary.ts';

/** What a report is laid into: where something was tried, and nothing found out yet. It asks no rule. */
export function emptyReport(version: string, timing: Timing, where: Where, host: Host): Report {
  const parts = { alone: [], together: [], matrices: [], expectations: [], trials: [] };
  return {
    schema: 'bindmatrix/report@1',
    version,
    ...timing,
    host: host.facts,
    where,
    interfaces: host.interfaces,
    addresses: host.addresses,
    selected: [],
    ports: [],
    ...parts,
    reasons: {},
    summary: summarize(parts, []),
    disagreements: [],
  };
}
