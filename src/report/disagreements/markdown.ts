import type { Report } from '../../model/report.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { count } from '../text/text.ts';
import { claimInWords, placeInWords, placesInWords } from './words.ts';

/** Where kernel and rules differ. */
export function disagreementsPart(report: Report): string[] {
  if (report.disagreements.length === 0) return [];
  const rows = report.disagreements.map((one) => [
    escaped(placeInWords(one.place)),
    escaped(claimInWords(one.predicted)),
    escaped(claimInWords(one.observed)),
    code(one.rule),
    count(one.count),
  ]);
  return [
    `**Kernel differs from rule** ${placesInWords(report)}:`,
    '',
    ...markdownTable(['place', 'predicted', 'observed', 'rule', 'places of this kind'], rows),
  ];
}
