import type { WhyAnswer } from '../../../model/why.ts';
import { differenceInWords } from '../../kernel/difference.ts';
import type { Say } from '../../text/say.ts';
import { asRootRows, oneServerRows } from './advice.ts';
import { alternativeRows } from './alternatives.ts';
import type { RowContext } from './context.ts';
import { elsewhereRows } from './elsewhere.ts';
import { factorRows, notTheCauseRows } from './factors.ts';
import { dependenceRows } from './options.ts';
import { labelled, type Row } from './row.ts';
import { blockerRows, otherRows, sharingRows } from './sockets.ts';
import { trialRows } from './trial.ts';

/** Everything below the verdict: what decides, what would work, and then what it rests on. */
export const answerRows = (answer: WhyAnswer, { program, isAlone, say }: RowContext): Row[] => [
  ...blockerRows(answer, say),
  ...asRootRows(answer, program, say),
  ...factorRows(answer, 'cause', say),
  ...dependenceRows(answer, say),
  ...sharingRows(answer, say),
  ...elsewhereRows(answer, program, say),
  ...alternativeRows(answer, say),
  ...oneServerRows(answer, { program, isAlone, say }),
  ...ruleRows(answer, say),
  ...kernelRows(answer, say),
  ...trialRows(answer, say),
  ...notTheCauseRows(answer, say),
  ...otherRows(answer, say),
  ...factorRows(answer, 'note', say),
];

const ruleRows = ({ prediction: { rule, why } }: WhyAnswer, say: Say): Row[] =>
  labelled('rule', 'from the rules', [`${rule}${say(': ')}${why}`]);

/** Where a current kernel would answer otherwise. */
const kernelRows = ({ olderKernel = [] }: WhyAnswer, say: Say): Row[] =>
  labelled(
    'kernel',
    'from the rules',
    olderKernel.map((one) =>
      say('by {rule} this kernel differs: {difference}', { rule: one.rule, difference: differenceInWords(one, say) }),
    ),
  );
