import type { KnownSocket } from '../model/evidence.ts';
import { isErrno } from '../model/outcome.ts';
import type { SocketVerdict } from '../model/why.ts';
import { type Hypothesis, predictHypothesis, withoutChecks } from './hypothesis.ts';
import { trafficImpactsOf } from './traffic-impact.ts';

/**
 * Each socket on the port, also of the other protocol, and what the rules say of the listener beside it alone. The one
 * that stays longest comes first.
 */
export function socketVerdictsOf(hypothesis: Hypothesis): SocketVerdict[] {
  const unchecked = withoutChecks(hypothesis);
  const sockets = hypothesis.sockets.filter(({ port }) => port === hypothesis.listener.port);
  const impacts = trafficImpactsOf({ ...hypothesis, sockets });
  return sockets
    .map((socket, i) => {
      const prediction = predictHypothesis({ ...unchecked, sockets: [socket] });
      return { socket, prediction, impact: prediction.outcome.kind === 'ok' ? (impacts[i] ?? 'nothing') : 'nothing' };
    })
    .sort((a, b) => permanence(b.socket) - permanence(a.socket));
}

/** A listener refuses others whatever is set, and by itself it never ends. A leftover ends after some seconds. */
const permanence = ({ state, expires = 1e6 }: KnownSocket): number => (state === 'LISTEN' ? 1e9 : expires);

/** Whether the bind fails beside this socket, or may fail. */
export const isBlocker = ({ prediction: { outcome } }: SocketVerdict): boolean =>
  outcome.kind === 'unknown' || isErrno(outcome, 'EADDRINUSE');
