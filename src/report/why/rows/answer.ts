import { kernelDifferenceText } from '../../../model/kernel-difference.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { asRootRows, oneServerRows } from './advice.ts';
import { alternativeRows } from './alternatives.ts';
import { elsewhereRows } from './elsewhere.ts';
import { factorRows, notTheCauseRows } from './factors.ts';
import { dependenceRows } from './options.ts';
import { labelled, type Row } from './row.ts';
import { blockerRows, otherRows, sharingRows } from './sockets.ts';
import { trialRows } from './trial.ts';

/** How the rows are made: for whom, and whether the answer stands alone. */
export interface RowContext {
  /** How the reader calls the program. */
  readonly program: string;
  readonly isAlone: boolean;
}

/** Everything below the verdict: what decides, what would work, and then what it rests on. */
export const answerRows = (answer: WhyAnswer, { program, isAlone }: RowContext): Row[] => [
  ...blockerRows(answer),
  ...asRootRows(answer, program),
  ...factorRows(answer, 'cause'),
  ...dependenceRows(answer),
  ...sharingRows(answer),
  ...elsewhereRows(answer, program),
  ...alternativeRows(answer),
  ...oneServerRows(answer, program, isAlone),
  ...ruleRows(answer),
  ...kernelRows(answer),
  ...trialRows(answer),
  ...notTheCauseRows(answer),
  ...otherRows(answer),
  ...factorRows(answer, 'note'),
];

const ruleRows = ({ prediction: { rule, why } }: WhyAnswer): Row[] =>
  labelled('rule', 'from the rules', [`${rule}: ${why}`]);

/** Where a current kernel would answer otherwise. */
const kernelRows = ({ olderKernel = [] }: WhyAnswer): Row[] =>
  labelled(
    'kernel',
    'from the rules',
    olderKernel.map((one) => `by ${one.rule} this kernel differs: ${kernelDifferenceText(one)}`),
  );
