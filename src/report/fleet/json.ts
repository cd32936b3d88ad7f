import type { FleetHostJson, FleetJson } from '../../contracts/fleet.ts';
import type { FleetHost, FleetReport } from '../../model/fleet.ts';
import type { Status } from '../../model/report.ts';
import { notesJson, servesJson, servicesJson } from '../services/json.ts';
import { list, member } from '../text/json.ts';

/** The report by the contract `bindmatrix/fleet@1`, one host a line. */
export function* jsonFleet(fleet: FleetReport): Generator<string> {
  const { schema, version, started, seconds, host, files, hosts } = fleet;
  yield `{\n"schema": ${JSON.stringify(schema satisfies FleetJson['schema'])},\n`;
  yield member('version', version) + member('started', started) + member('seconds', seconds);
  yield member('host', host) + member('files', files);
  yield* list('hosts', lazily(hosts));
  yield `"summary": ${JSON.stringify(countsOf(hosts) satisfies FleetJson['summary'])}\n}\n`;
}

/** A thousand hosts are not held twice. */
function* lazily(hosts: readonly FleetHost[]): Generator<FleetHostJson> {
  for (const host of hosts) yield hostJson(host);
}

export const hostJson = ({ kernel, plans, ...rest }: FleetHost): FleetHostJson => ({
  ...rest,
  kernel: kernel ?? null,
  services: plans.flatMap(servicesJson),
  serves: plans.flatMap(servesJson),
  notes: plans.flatMap(notesJson),
});

type Counts = Record<Status, number>;

/** How many hosts, and how many services and serves, have each status. */
export function countsOf(hosts: readonly FleetHost[]): { readonly hosts: Counts; readonly services: Counts } {
  const counts = (): Counts => ({ met: 0, unmet: 0, inconclusive: 0, skipped: 0 });
  const all = { hosts: counts(), services: counts() };
  for (const { status, plans } of hosts) {
    all.hosts[status]++;
    for (const { services, serves } of plans) for (const one of [...services, ...serves]) all.services[one.status]++;
  }
  return all;
}
