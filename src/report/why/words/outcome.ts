import { formatSocketAddress } from '../../../model/address.ts';
import { formatListener } from '../../../model/listener.ts';
import { isErrno, type Outcome } from '../../../model/outcome.ts';
import type { WhyAnswer, WhyAnswers } from '../../../model/why.ts';
import type { Say } from '../../text/say.ts';

/** Whether it would bind as it was asked: a bind that is given something else is as good as refused. */
export const verdictOf = ({ outcome, trial }: WhyAnswer): Outcome['kind'] =>
  outcome.kind === 'ok' && trial?.elsewhere !== undefined ? 'refused' : outcome.kind;

/** `bind would fail with EADDRINUSE`; both errnos where sockets would refuse it once it has the privilege. */
export function verdictInWords({ outcome, blockers, factors, trial }: WhyAnswer, say: Say): string {
  const elsewhere = trial?.elsewhere;
  if (outcome.kind === 'ok')
    return elsewhere === undefined
      ? say('it would bind')
      : say('bind would give it {endpoint} instead', { endpoint: formatSocketAddress(elsewhere) });
  if (outcome.kind !== 'refused') return say('cannot tell whether it would bind');
  const { call, errno } = outcome;
  const verdict = say('{call} would fail with {errno}', { call, errno });
  const lacksPrivilege = factors.some(({ id, role }) => id === 'privilege' && role === 'cause');
  if (!lacksPrivilege || !isErrno(outcome, 'EACCES') || blockers.length === 0) return verdict;
  const isSure = blockers.some(({ prediction }) => isErrno(prediction.outcome, 'EADDRINUSE'));
  return isSure
    ? say('{verdict}, and with that privilege it would fail with EADDRINUSE: the port is held', { verdict })
    : say('{verdict}, and with that privilege it may fail with EADDRINUSE: the port is held', { verdict });
}

/** Of several listeners of one server: whether all of them can be bound. */
export function summaryInWords(
  answers: WhyAnswers,
  say: Say,
): { readonly text: string; readonly kind: Outcome['kind'] } {
  const refused = answers.filter((answer) => verdictOf(answer) === 'refused');
  const named = refused.map(({ asked }) => formatListener(asked)).join(say(', '));
  if (refused.length > 0)
    return {
      kind: 'refused',
      text: say('{n} of {total} listeners would fail: {named}', { n: refused.length, total: answers.length, named }),
    };
  if (answers.every((answer) => verdictOf(answer) === 'ok'))
    return { kind: 'ok', text: say('all {n} listeners would bind, in this order', { n: answers.length }) };
  return { kind: 'unknown', text: say('cannot tell whether all of them would bind') };
}
