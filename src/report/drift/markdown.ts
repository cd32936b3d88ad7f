import type { Drift } from '../../model/drift.ts';
import { placeText } from '../cases/case.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { blocks } from '../text/text.ts';
import { ASPECT_OF, flipText } from './cases.ts';
import { driftAnswer } from './counts.ts';
import { meaningOf } from './meaning.ts';
import { SECTIONS } from './terminal.ts';
import { pairReason, verdictPairs } from './verdicts.ts';
import { changeText, unseenText } from './words.ts';

/** What changed, as a table for a change report. */
export function markdownDrift(drift: Drift): string {
  const flips = verdictPairs(drift).filter(({ outcome }) => outcome !== 'same');
  const changes = SECTIONS.flatMap(([aspect]) => drift.changes.filter(({ kind }) => ASPECT_OF[kind] === aspect));
  return `${blocks([
    [`## ${escaped(driftAnswer(drift))}`],
    changes.length === 0
      ? []
      : markdownTable(
          ['what changed', 'what it means'],
          changes.map((one) => [escaped(changeText(one)), escaped(meaningOf(one))]),
        ),
    flips.length === 0
      ? []
      : markdownTable(
          ['verdict', 'by the rules', 'why', 'rule', 'written at'],
          flips.map((pair) => [
            escaped(pair.now.kind === 'service' ? pair.now.id : pair.now.name),
            flipText(pair),
            escaped(pairReason(pair).why),
            code(pairReason(pair).rule ?? ''),
            escaped(placeText(pair.now)),
          ]),
        ),
    drift.unseen.map((one) => `- ${escaped(unseenText(one, drift))}`),
  ]).join('\n')}\n`;
}
