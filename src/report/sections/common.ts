import type { Report } from '../../model/report.ts';
import { whereInWords } from '../text/systems.ts';
import type { Section } from './view.ts';
import { combinationInWords } from './words.ts';

/** What all sections have in common of that what they are true of: `tcp 80`, `sandbox`, `Linux 6.18.44`. */
export function commonTruth(all: readonly Section[], report: Report): string[] {
  const [first = [], ...others] = all.map((section) => [
    ...combinationInWords(section),
    ...whereInWords(section, report),
  ]);
  return first.filter((words) => others.every((list) => list.includes(words)));
}
