import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { code, escaped } from '../text/markdown.ts';
import { denials, deniedInWords, reasonCounts, reasons } from './view.ts';

/** The rules behind what was refused, each with its sentence. */
export function whyPart(report: Report, all: readonly Section[]): string[] {
  const found = reasons(report, all);
  const denied = reasonCounts(denials(all));
  if (found.length === 0 && denied === '') return [];
  const lines = found.map(
    (one) => `- ${code(one.rule)} (${reasonCounts(one)})${one.why === '' ? '' : `: ${escaped(one.why)}`}`,
  );
  const none = denied === '' ? [] : [`- no rule (${denied}): ${escaped(deniedInWords(report))}`];
  return ['**Why**, by the rules behind what was refused:', '', ...lines, ...none];
}
