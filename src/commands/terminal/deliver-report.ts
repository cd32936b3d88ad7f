import type { Report } from '../../model/report.ts';
import type { Written } from '../../report/index.ts';
import type { Delivery } from './deliver.ts';
import { exhaustionProblems } from './exhaustion.ts';
import { verdictExit } from './exit-codes.ts';
import { complainOfAll } from './print.ts';

/** A report's text with the exit code of its verdicts. Complains on stderr of each resource that ran out. */
export function deliverReport({ summary }: Report, text: Iterable<Written>): Delivery {
  complainOfAll(exhaustionProblems(summary));
  return { text, code: verdictExit(summary) };
}
