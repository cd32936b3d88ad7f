import type { Refused } from '../../model/outcome.ts';
import type { Report } from '../../model/report.ts';
import { suggestions } from '../next/view.ts';
import { commandText } from '../text/command.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped } from '../text/markdown.ts';
import { sectionFacts, uniformInWords } from './facts.ts';
import type { Section } from './view.ts';

export const factsPart = (section: Section): string[] =>
  sectionFacts(section, UNICODE).map(({ label, text }) =>
    label === '' ? `  - ${escaped(text)}` : `- ${label}: ${escaped(text)}`,
  );

/** The one finding, and the command that gets further. */
export function uniformPart(section: Section, outcome: Refused, report: Report, program: string): string[] {
  const [next] = suggestions(report, [section], program);
  const command = next === undefined ? '' : ` Next: ${code(commandText(next.command))}`;
  return [`${escaped(uniformInWords(section, outcome, report.host, UNICODE))}.${command}`];
}
