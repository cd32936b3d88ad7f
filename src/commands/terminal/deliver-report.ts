import type { Report } from '../../model/report.ts';
import { pluginState, REPORT_WRITERS, type Written } from '../../report/index.ts';
import type { Delivery } from './deliver.ts';
import { exhaustionProblems } from './exhaustion.ts';
import { verdictExit } from './exit-codes.ts';
import { isAnnotated, type Writing } from './judging.ts';
import { pluginExit } from './plugin.ts';
import { complainOfAll } from './print.ts';
import { styleFor } from './style.ts';

/** A report's text with the exit code of its verdicts. Complains on stderr of each resource that ran out. */
export function deliverReport({ summary }: Report, text: Iterable<Written>): Delivery {
  complainOfAll(exhaustionProblems(summary));
  return { text, code: verdictExit(summary) };
}

/** The same in any format of a report; in a workflow of GitHub with its annotations. */
export function deliverJudged(report: Report, { format, output }: Writing): Delivery {
  const style = styleFor(output);
  const { text, code } = deliverReport(report, REPORT_WRITERS[format](report, style));
  return {
    text,
    code: format === 'nagios' ? pluginExit(pluginState(report)) : code,
    ...(isAnnotated({ format, output }) ? { beside: REPORT_WRITERS.github(report, style) } : {}),
  };
}
