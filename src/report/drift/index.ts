import type { Drift } from '../../model/drift.ts';
import type { FormatOf } from '../../model/format.ts';
import { countStatuses } from '../cases/case.ts';
import { CASE_WRITERS } from '../cases/index.ts';
import type { CaseReport } from '../cases/list.ts';
import { type PluginState, pluginState } from '../cases/nagios.ts';
import { type GatedWriter, writers } from '../text/gate.ts';
import type { Writer } from '../text/writer.ts';
import { driftCases } from './cases.ts';
import { jsonDrift } from './json.ts';
import { markdownDrift } from './markdown.ts';
import { terminalDrift } from './terminal.ts';
import { DRIFT_RULES } from './words.ts';

const ofCases =
  (write: Writer<CaseReport>): Writer<Drift> =>
  (drift, style) =>
    write(caseReport(drift), style);

/** What `diff` prints. */
export const DRIFT_WRITERS: Readonly<Record<FormatOf<'drift'>, GatedWriter<Drift>>> = /* @__PURE__ */ writers<
  FormatOf<'drift'>,
  Drift
>({
  terminal: (drift, style) => [terminalDrift(drift, style)],
  json: jsonDrift,
  markdown: (drift) => [markdownDrift(drift)],
  junit: /* @__PURE__ */ ofCases(CASE_WRITERS.junit),
  tap: /* @__PURE__ */ ofCases(CASE_WRITERS.tap),
  nagios: /* @__PURE__ */ ofCases(CASE_WRITERS.nagios),
  prometheus: /* @__PURE__ */ ofCases(CASE_WRITERS.prometheus),
  openmetrics: /* @__PURE__ */ ofCases(CASE_WRITERS.openmetrics),
  ndjson: /* @__PURE__ */ ofCases(CASE_WRITERS.ndjson),
  github: /* @__PURE__ */ ofCases(CASE_WRITERS.github),
  sarif: /* @__PURE__ */ ofCases(CASE_WRITERS.sarif),
});

/** WARNING where something changed, CRITICAL where a verdict is not as expected any more. */
export const driftState = (drift: Drift): PluginState => pluginState(caseReport(drift));

/** The list of cases, as the formats of verdicts want it. */
function caseReport(drift: Drift): CaseReport {
  const { version, started, seconds, now } = drift;
  const cases = driftCases(drift);
  const of = (...kinds: readonly string[]) => countStatuses(cases.filter(({ kind }) => kinds.includes(kind)));
  const none = { ok: 0, failed: 0, skipped: 0 };
  return {
    version,
    started,
    seconds,
    where: 'host',
    host: now.facts,
    expectations: [],
    trials: [],
    cases,
    reasons: DRIFT_RULES,
    disagreements: [],
    summary: {
      alone: none,
      together: none,
      pairs: none,
      expectations: of('expectation'),
      trials: of('trial'),
      services: of('service', 'serves'),
      changes: of('change'),
      disagreements: 0,
      unknown: 0,
    },
  };
}
