import type { Section } from '../sections/view.ts';
import { isDualStack } from '../sections/words.ts';
import { count } from '../text/text.ts';
import { oneTakesAll, whoAnswers } from './answering.ts';
import { countMatrix, countTogether, unusable } from './pair-counts.ts';
import type { Conclusion } from './question.ts';
import { refusingCall, sharedTwice, sharing } from './sharing.ts';

/** The conclusions of one section, without the questions for which nothing was tried. */
export function conclusions(section: Section): Conclusion[] {
  const counts = section.matrix?.addresses.length ? countMatrix(section.matrix) : countTogether(section.together);
  return [
    ...sharing(counts, isDualStack(section)),
    ...whoAnswers(section),
    ...oneTakesAll(section, sharedTwice(counts)),
    ...refusingCall(counts),
    ...leftOut(section),
  ];
}

/** How many addresses the answers are silent about; `alone` names them. */
function leftOut({ matrix }: Section): Conclusion[] {
  const left = matrix === undefined || matrix.skipped !== undefined ? 0 : unusable(matrix).size;
  if (left === 0) return [];
  return [{ question: '', label: 'Left out', answer: `${count(left)} that cannot hold the port`, brief: '' }];
}
