import type { Refused } from '../../model/outcome.ts';
import type { Report } from '../../model/report.ts';
import { remedyInWords } from '../occupancy/remedy.ts';
import { hanging, labelled } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { whereInWords } from '../text/systems.ts';
import { unbroken, wrap } from '../text/text.ts';
import { sectionFacts, uniformInWords } from './facts.ts';
import type { Section } from './view.ts';
import { combinationInWords } from './words.ts';

/** What the section is true of, in one line where that fits. */
export const sectionHeading = (term: Terminal, section: Section, report: Report): string[] =>
  headingLines(term, [...combinationInWords(section), ...whereInWords(section, report)]);

/** Parts of a heading, none of which is broken where that is possible; empty where there is none. */
export function headingLines(term: Terminal, parts: readonly string[]): string[] {
  if (parts.length === 0) return [];
  const text = parts.map((part) => unbroken(part, term.columns / 2)).join(', ');
  return wrap(text, term.columns - 2).map((line, i) => (i === 0 ? '' : '  ') + term.paint.heading(line));
}

export const factsBlock = (term: Terminal, section: Section): string[] =>
  sectionFacts(section, term.glyphs).flatMap(({ label, text, tone }) => labelled(term, label, text, term.paint[tone]));

/** The whole section where everything failed the same way: one finding, one line. */
export function uniformLines(term: Terminal, section: Section, outcome: Refused, report: Report): string[] {
  const remedy = remedyInWords(section.occupancy, section.alone);
  return [
    ...hanging(term, 2, uniformInWords(section, outcome, report.host, term.glyphs)),
    ...(remedy === undefined ? [] : labelled(term, 'do', remedy)),
  ];
}
