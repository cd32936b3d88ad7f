import type { WhyAnswer } from '../../../model/why.ts';
import type { Say } from '../../text/say.ts';
import { askedAgain, counterpart } from '../words/question.ts';
import type { RowContext } from './context.ts';
import type { Row } from './row.ts';

/** A holder that this user may not see: root sees it. */
export function asRootRows(answer: WhyAnswer, program: string, say: Say): Row[] {
  const { blockers, host } = answer;
  const isHidden = blockers.some(({ socket }) => socket.inode !== 0 && socket.owners.length === 0);
  if (!isHidden || host.uid === 0 || host.capabilities.includes('CAP_SYS_PTRACE')) return [];
  const [first = '', ...more] = askedAgain(answer, program);
  const text = say('root sees who holds it, and with which options');
  return [{ label: 'to see it', text, mark: 'observed', tone: 'plain', command: [`sudo ${first}`, ...more] }];
}

/** A single listener was asked about: the next question of a server with several. */
export function oneServerRows(answer: WhyAnswer, { program, isAlone, say }: RowContext): Row[] {
  const { outcome, asked } = answer;
  if (!isAlone || outcome.kind !== 'ok') return [];
  const text = say("a server's own listeners may exclude each other; name all of them, in the order of its start:");
  const command = askedAgain(answer, program, [counterpart(asked)]);
  return [{ label: 'one server', text, mark: 'from the rules', tone: 'plain', command }];
}
