import type { Report } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { code, escaped } from '../text/markdown.ts';
import type { Say } from '../text/say.ts';
import { denials, deniedInWords, reasonCounts, reasons } from './view.ts';

/** The rules behind what was refused, each with its sentence. */
export function whyPart(report: Report, all: readonly Section[], say: Say): string[] {
  const found = reasons(report, all);
  const denied = reasonCounts(denials(all), say);
  if (found.length === 0 && denied === '') return [];
  const lines = found.map(
    (one) =>
      `- ${code(one.rule)} (${reasonCounts(one, say)})${one.why === '' ? '' : `${say(': ')}${escaped(one.why)}`}`,
  );
  const none =
    denied === '' ? [] : [`- ${say('no rule')} (${denied})${say(': ')}${escaped(deniedInWords(report, say))}`];
  return [say('**Why**, by the rules behind what was refused:'), '', ...lines, ...none];
}
