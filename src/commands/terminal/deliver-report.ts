import type { Report } from '../../model/report.ts';
import { pluginState, REPORT_WRITERS, type Written } from '../../report/index.ts';
import type { Delivery } from './deliver.ts';
import { exhaustionProblems } from './exhaustion.ts';
import { verdictExit } from './exit-codes.ts';
import { isAnnotated, type JudgedWriting } from './judging.ts';
import { pluginExit } from './plugin.ts';
import { complainOfAll } from './print.ts';
import type { Recipient } from './recipient.ts';
import { reportWriter } from './writers.ts';

/** A report's text with the exit code of its verdicts. Complains on stderr of each resource that ran out. */
export function deliverReport({ summary }: Report, text: Iterable<Written>): Delivery {
  complainOfAll(exhaustionProblems(summary));
  return { text, code: verdictExit(summary) };
}

/** The same in any format of a report; in a workflow of GitHub with its annotations. */
export async function deliverJudged(judged: Report, writing: JudgedWriting, to: Recipient): Promise<Delivery> {
  const { format } = writing;
  const style = to.style(writing);
  const report = to.ofReport(judged);
  const { text, code } = deliverReport(report, (await reportWriter(format))(report, style));
  return {
    text,
    code: format === 'nagios' ? pluginExit(pluginState(report)) : code,
    ...(isAnnotated(writing) ? { beside: REPORT_WRITERS.github(report, style) } : {}),
  };
}
