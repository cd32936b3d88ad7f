import type { Report } from '../../model/report.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { count } from '../text/text.ts';
import { claimInWords, placeInWords, placesInWords } from './words.ts';

/** Where kernel and rules differ: the one finding that is never quiet. */
export function disagreementBlock(term: Terminal, report: Report): string[] {
  if (report.disagreements.length === 0) return [];
  const { paint, glyphs } = term;
  return [
    ...heading(term, 'KERNEL DIFFERS FROM RULE', placesInWords(report), paint.bad),
    ...report.disagreements.flatMap((one) => {
      const more = one.count > 1 ? `, and ${count(one.count - 1)} more of its kind` : '';
      const claims = `predicted ${claimInWords(one.predicted)} by ${one.rule}, observed ${claimInWords(one.observed)}`;
      return [
        ...hanging(term, 2, `${glyphs.fail} ${placeInWords(one.place)}${more}`, paint.bad),
        ...paragraph(term, 4, claims),
      ];
    }),
  ];
}
