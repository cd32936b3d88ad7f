import type { WhyAnswer } from '../../../model/why.ts';
import { alternativeRows } from './alternatives.ts';
import { factorRows, notTheCauseRows } from './factors.ts';
import { dependenceRows } from './options.ts';
import { labelled, type Row } from './row.ts';
import { blockerRows, otherRows, sharingRows } from './sockets.ts';
import { trialRows } from './trial.ts';

/** Everything below the verdict, what decides first. */
export const answerRows = (answer: WhyAnswer): Row[] => [
  ...blockerRows(answer),
  ...factorRows(answer, 'cause'),
  ...ruleRows(answer),
  ...dependenceRows(answer),
  ...trialRows(answer),
  ...notTheCauseRows(answer),
  ...otherRows(answer),
  ...sharingRows(answer),
  ...factorRows(answer, 'note'),
  ...alternativeRows(answer),
];

const ruleRows = ({ prediction: { rule, why } }: WhyAnswer): Row[] =>
  labelled('rule', 'from the rules', [`${rule}: ${why}`]);
