import { pairKinds } from '../model/pair-kinds.ts';
import type { Report } from '../model/report.ts';
import { kernelDifferences } from '../rules/index.ts';

/** The report with what in it a current kernel would do differently; without a word where that is nothing. */
export function withKernelDifferences(report: Report): Report {
  const found = report.predicted === undefined ? kernelDifferences(rulesIn(report)) : [];
  return found.length === 0 ? report : { ...report, olderKernel: found };
}

/** The rules that have decided what is shown. */
function* rulesIn({ alone, together, matrices, expectations, trials }: Report): Generator<string> {
  for (const { rule } of alone) yield rule;
  for (const { listeners } of together) for (const { rule } of listeners) yield rule;
  for (const matrix of matrices) for (const { rule } of pairKinds(matrix)) yield rule;
  for (const { because } of expectations) if (because !== undefined) yield because.rule;
  for (const { steps } of trials) for (const { rule } of steps) yield rule;
}
