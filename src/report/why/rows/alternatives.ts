import type { Alternative } from '../../../model/remedy.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { alternativeInWords } from '../words/alternative.ts';
import { byPid } from '../words/processes.ts';
import type { Row } from './row.ts';

/** What would work instead, a row each. */
export function alternativeRows({ asked, processes, outcome, alternatives }: WhyAnswer): Row[] {
  const context = { asked, processes: byPid(processes) };
  const label = outcome.kind === 'ok' ? 'safer' : 'would work';
  return alternatives.map((one, i) => ({
    label: i === 0 ? label : '',
    text: `${alternativeInWords(one, context)}${contradiction(one)}`,
    mark: one.tried === undefined ? 'predicted' : one.predicted.kind === 'ok' ? 'predicted, tried' : 'tried',
    tone: contradiction(one) === '' ? 'good' : 'bad',
  }));
}

/** Where the kernel refused what the rules let pass; else empty. */
const contradiction = ({ predicted, tried }: Alternative): string =>
  tried?.kind === 'refused' && predicted.kind === 'ok' ? `: predicted ok, but tried ${tried.errno}` : '';
