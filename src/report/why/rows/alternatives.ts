import type { WhyAnswer } from '../../../model/why.ts';
import type { Say } from '../../text/say.ts';
import { alternativeInWords } from '../words/alternative.ts';
import { byPid } from '../words/processes.ts';
import type { Row } from './row.ts';

/** What would work instead, a row each. */
export function alternativeRows({ asked, server, processes, outcome, alternatives }: WhyAnswer, say: Say): Row[] {
  const context = { asked, server, processes: byPid(processes), say };
  const label = outcome.kind === 'ok' ? 'safer' : 'would work';
  return alternatives.map((one, i) => ({
    label: i === 0 ? label : '',
    text: alternativeInWords(one, context),
    mark: one.tried === undefined ? 'predicted' : one.predicted.kind === 'ok' ? 'predicted, tried' : 'tried',
    tone: 'good',
  }));
}
