import type { FleetHost, FleetReport } from '../../model/fleet.ts';
import { event, openingEvents } from '../cases/ndjson.ts';
import { countsOf, hostJson } from './json.ts';

const NONE = { ok: 0, failed: 0, skipped: 0 };
const NO_CASES = { met: 0, unmet: 0, inconclusive: 0, skipped: 0 };

/** A summary of hosts and their services, in which nothing was tried. */
export const summaryOf = (hosts: readonly FleetHost[]) => ({
  ...countsOf(hosts),
  alone: NONE,
  together: NONE,
  pairs: NONE,
  expectations: NO_CASES,
  trials: NO_CASES,
  disagreements: 0,
  unknown: 0,
});

/** A line for the run, one for each host, and the summary. */
export function* ndjsonFleet(fleet: FleetReport): Generator<string> {
  yield* openingEvents(fleet);
  for (const host of fleet.hosts) yield event({ type: 'host', ...hostJson(host) });
  yield event({ type: 'summary', seconds: fleet.seconds, where: 'host', ...summaryOf(fleet.hosts) });
}
