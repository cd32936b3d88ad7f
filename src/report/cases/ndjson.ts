import type { EventJson } from '../../contracts/events.ts';
import { disagreementJson } from '../disagreements/json.ts';
import { writers } from '../text/gate.ts';
import { iJson } from '../text/json.ts';
import { type CaseReport, casesOf, type Judged } from './list.ts';

/** A line for each event of a run: what ran where, each case, each disagreement, and the summary as the last. */
export function* ndjsonReport(report: CaseReport): Generator<string> {
  yield* openingEvents(report);
  yield* caseEvents(report);
  yield* closingEvents(report);
}

/** What is known of a report before the work. */
export type Opening = Pick<CaseReport, 'started' | 'version' | 'host'>;

export function* openingEvents({ started, version, host: { hostname, os, kernel } }: Opening): Generator<string> {
  yield event({ type: 'run', schema: 'bindmatrix/events@1', version, started, hostname, os, kernel });
}

function* caseEvents(judged: Judged): Generator<string> {
  for (const { kind, host: _, because: __, ...rest } of casesOf(judged))
    if (kind !== 'host') yield event({ type: kind, ...rest });
}

function* closingEvents(report: CaseReport): Generator<string> {
  for (const one of report.disagreements) yield event({ type: 'disagreement', ...disagreementJson(one) });
  const { seconds, where, summary } = report;
  yield event({ type: 'summary', seconds, where, ...summary });
}

/** The same in parts, for one who writes them as they come. */
export const EVENT_WRITERS = {
  opening: /* @__PURE__ */ writers({ ndjson: openingEvents }).ndjson,
  cases: /* @__PURE__ */ writers({ ndjson: caseEvents }).ndjson,
  closing: /* @__PURE__ */ writers({ ndjson: closingEvents }).ndjson,
};

export const event = (one: EventJson): string => `${iJson(one)}\n`;
