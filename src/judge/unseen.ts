import type { Protocol } from '../model/address.ts';
import type { Where } from '../model/experiment.ts';
import { isErrno } from '../model/outcome.ts';
import type { ListenerReport, UnseenReason } from '../model/report.ts';

/** A client that met none of the listeners, and what the rules expected instead. */
type Meeting = Pick<ListenerReport, 'answers' | 'reached' | 'predictedAnswers'>;

/**
 * Why it was not seen which listener answers, where the rules expect one and none of them did. Undefined where the meeting
 * proves something. On a host, packet rules may have taken what the client sent; in a sandbox there are none.
 */
export function unseenReason(meeting: Meeting, protocol: Protocol, where: Where): UnseenReason | undefined {
  if (meetsNone(meeting, protocol)) return where === 'host' ? 'taken' : undefined;
  const { reached, predictedAnswers, answers } = meeting;
  return answers === null && reached.kind === 'refused' && predictedAnswers.length > 0 && !isRefusal(reached)
    ? 'client'
    : undefined;
}

/** Whether what the client sent arrived somewhere, and not where the rules expect it. */
export function meetsNone({ answers, reached, predictedAnswers }: Meeting, protocol: Protocol): boolean {
  if (answers !== null || predictedAnswers.includes('another socket')) return false;
  // A TCP client that is accepted met a socket; a datagram is sent without an answer.
  if (reached.kind === 'ok') return protocol === 'tcp' || predictedAnswers.length > 0;
  return isRefusal(reached) && predictedAnswers.length > 0;
}

/** No socket there: the client's packet arrived, and was refused. */
const isRefusal = (reached: ListenerReport['reached']): boolean => isErrno(reached, 'ECONNREFUSED');
