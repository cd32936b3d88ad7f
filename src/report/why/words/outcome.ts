import { formatSocketAddress } from '../../../model/address.ts';
import { formatListener } from '../../../model/listener.ts';
import { isErrno, type Outcome } from '../../../model/outcome.ts';
import type { WhyAnswer, WhyAnswers } from '../../../model/why.ts';
import { plural } from '../../text/text.ts';

/** Whether it would bind as it was asked: a bind that is given something else is as good as refused. */
export const verdictOf = ({ outcome, trial }: WhyAnswer): Outcome['kind'] =>
  outcome.kind === 'ok' && trial?.elsewhere !== undefined ? 'refused' : outcome.kind;

/** `bind would fail with EADDRINUSE`; both errnos where sockets would refuse it once it has the privilege. */
export function verdictInWords({ outcome, blockers, factors, trial }: WhyAnswer): string {
  const elsewhere = trial?.elsewhere;
  if (outcome.kind === 'ok')
    return elsewhere === undefined ? 'it would bind' : `bind would give it ${formatSocketAddress(elsewhere)} instead`;
  if (outcome.kind !== 'refused') return 'cannot tell whether it would bind';
  const verdict = `${outcome.call} would fail with ${outcome.errno}`;
  const lacksPrivilege = factors.some(({ id, role }) => id === 'privilege' && role === 'cause');
  if (!lacksPrivilege || !isErrno(outcome, 'EACCES') || blockers.length === 0) return verdict;
  const isSure = blockers.some(({ prediction }) => isErrno(prediction.outcome, 'EADDRINUSE'));
  return `${verdict}, and with that privilege it ${isSure ? 'would' : 'may'} fail with EADDRINUSE: the port is held`;
}

/** Of several listeners of one server: whether all of them can be bound. */
export function summaryInWords(answers: WhyAnswers): { readonly text: string; readonly kind: Outcome['kind'] } {
  const refused = answers.filter((answer) => verdictOf(answer) === 'refused');
  const named = refused.map(({ asked }) => formatListener(asked)).join(', ');
  if (refused.length > 0)
    return { kind: 'refused', text: `${refused.length} of ${plural(answers.length, 'listener')} would fail: ${named}` };
  if (answers.every((answer) => verdictOf(answer) === 'ok'))
    return { kind: 'ok', text: `all ${plural(answers.length, 'listener')} would bind, in this order` };
  return { kind: 'unknown', text: 'cannot tell whether all of them would bind' };
}
