import type { EventJson } from '../../contracts/events.ts';
import type { Report } from '../../model/report.ts';
import { disagreementJson } from '../disagreements/json.ts';
import { iJson } from '../text/json.ts';
import type { Case } from './case.ts';
import { casesOf, type Judged } from './list.ts';

/** A line for each event of a run: what ran where, each case, each disagreement, and the summary as the last. */
export function* ndjsonReport(report: Report): Generator<string> {
  yield* openingEvents(report.started, report.version, report.host);
  yield* caseEvents(report);
  yield* closingEvents(report);
}

/** `host`: only what is known before the work. */
function* openingEvents(
  started: string,
  version: string,
  { hostname, os, kernel }: Pick<Report['host'], 'hostname' | 'os' | 'kernel'>,
): Generator<string> {
  yield event({ type: 'run', schema: 'bindmatrix/events@1', version, started, hostname, os, kernel });
}

function* caseEvents(judged: Judged): Generator<string> {
  for (const one of casesOf(judged)) yield event(caseJson(one));
}

function* closingEvents(report: Report): Generator<string> {
  for (const one of report.disagreements) yield event({ type: 'disagreement', ...disagreementJson(one) });
  const { seconds, where, summary } = report;
  yield event({ type: 'summary', seconds, where, ...summary });
}

const event = (one: EventJson): string => `${iJson(one)}\n`;

const caseJson = ({ kind, ...rest }: Case): EventJson => ({ type: kind, ...rest });
