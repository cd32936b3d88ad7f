import type { FleetReport } from '../../model/fleet.ts';
import type { FormatOf } from '../../model/format.ts';
import { hostCases } from '../cases/hosts.ts';
import { CASE_WRITERS } from '../cases/index.ts';
import type { CaseReport } from '../cases/list.ts';
import { type PluginState, pluginState } from '../cases/nagios.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import type { Writer } from '../text/writer.ts';
import { jsonFleet } from './json.ts';
import { markdownFleet } from './markdown.ts';
import { ndjsonFleet, summaryOf } from './ndjson.ts';
import { terminalFleet } from './terminal.ts';

/** What the formats of cases are made from. */
const casesOfFleet = ({ version, started, seconds, host, hosts }: FleetReport): CaseReport => ({
  version,
  started,
  seconds,
  where: 'host',
  host,
  expectations: [],
  trials: [],
  cases: hosts.flatMap(hostCases),
  hosts,
  summary: summaryOf(hosts),
  disagreements: [],
});

const cased =
  (write: Writer<CaseReport>): Writer<FleetReport> =>
  (fleet, style) =>
    write(casesOfFleet(fleet), style);

const { junit, tap, nagios, prometheus, openmetrics, github, sarif } = CASE_WRITERS;

/** What `check --host` prints. */
export const FLEET_WRITERS: Readonly<Record<FormatOf<'fleet'>, GatedWriter<FleetReport>>> = /* @__PURE__ */ writers<
  FormatOf<'fleet'>,
  FleetReport
>({
  terminal: (fleet, style) => [terminalFleet(fleet, style)],
  json: jsonFleet,
  markdown: (fleet) => [markdownFleet(fleet)],
  junit: cased(junit),
  tap: cased(tap),
  nagios: cased(nagios),
  prometheus: cased(prometheus),
  openmetrics: cased(openmetrics),
  ndjson: ndjsonFleet,
  github: cased(github),
  sarif: cased(sarif),
});

/** The state of a plugin. */
export const fleetPluginState = (fleet: FleetReport): PluginState => pluginState(casesOfFleet(fleet));
