import type { Factor } from '../../../model/factor.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { groupBy } from '../../text/fold.ts';
import type { Say } from '../../text/say.ts';
import { enumerated } from '../words/enumerated.ts';
import { factorInWords, factorLabel, isUnread, notTheCauseInWords } from '../words/factor.ts';
import { labelled, type Row } from './row.ts';

/** The factors of one role, a sentence each. Connections in TIME_WAIT that are a cause are among the blockers already. */
export const factorRows = ({ factors }: WhyAnswer, role: 'cause' | 'note', say: Say): Row[] =>
  groupBy(
    factors.filter((one) => one.role === role && !(role === 'cause' && one.id === 'time-wait')),
    factorLabel,
  ).flatMap((group) =>
    labelled(
      factorLabel(group[0]),
      group.some(isUnread) ? 'not read' : 'observed',
      group.map((one) => factorInWords(one, say)),
      role === 'cause' ? 'bad' : 'plain',
    ),
  );

/** The factors that could have refused the bind and did not, in one row. */
export function notTheCauseRows({ outcome, factors }: WhyAnswer, say: Say): Row[] {
  if (outcome.kind === 'ok') return [];
  const free = factors.filter(({ role }) => role === 'not the cause');
  const textOf = (some: readonly Factor[]): string[] => {
    const text = enumerated(
      some.map((one) => notTheCauseInWords(one, say)).filter((one) => one !== ''),
      say,
    );
    return text === '' ? [] : [text];
  };
  return [
    ...labelled('not the cause', 'observed', textOf(free.filter((one) => !isUnread(one)))),
    ...labelled('taken to be', 'not read', textOf(free.filter(isUnread))),
  ];
}
