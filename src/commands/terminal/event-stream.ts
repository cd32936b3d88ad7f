import { hostname, release } from 'node:os';
import type { Conduct } from '../../flows/conduct.ts';
import { VERSION } from '../../flows/version.ts';
import type { FlowProblem } from '../../model/flow-problem.ts';
import type { Report } from '../../model/report.ts';
import type { Result } from '../../model/result.ts';
import { EVENT_WRITERS, type Written } from '../../report/index.ts';
import type { Delivery } from './deliver.ts';
import { deliverReport } from './deliver-report.ts';
import { EXIT } from './exit-codes.ts';
import { styleFor } from './style.ts';

/**
 * Runs a check, and writes each event to stdout as it happens. That holds nothing open: the sockets are those of the sandbox,
 * another process, which waits where this one is not read.
 */
export function runWithEvents(
  conduct: Conduct,
  check: (conduct: Conduct) => Promise<Result<Report, FlowProblem>>,
): Promise<Result<Report, FlowProblem>> {
  const style = styleFor();
  // For a reader who goes before there is a verdict.
  process.exitCode = EXIT.unknown;
  const host = { hostname: hostname(), os: process.platform, kernel: release() };
  write(EVENT_WRITERS.opening({ started: new Date().toISOString(), version: VERSION, host }, style));
  const onJudged: Conduct['onJudged'] = (some) => write(EVENT_WRITERS.cases(some, style));
  return check({ ...conduct, onJudged });
}

/** What is left to write when the cases have been. */
export const deliverEvents = (report: Report): Delivery =>
  deliverReport(report, EVENT_WRITERS.closing(report, styleFor()));

function write(lines: Iterable<Written>): void {
  for (const line of lines) process.stdout.write(line);
}
