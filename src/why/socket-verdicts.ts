import type { KnownSocket } from '../model/evidence.ts';
import type { Listener } from '../model/listener.ts';
import { isErrno } from '../model/outcome.ts';
import type { Prediction } from '../model/prediction.ts';
import type { SocketVerdict } from '../model/why.ts';
import { type Hypothesis, predictHypothesis, withoutChecks } from './hypothesis.ts';
import { trafficImpactOf } from './traffic-impact.ts';

/**
 * Each socket on the port, also of the other protocol, and what the rules say of the listener beside it alone. The one
 * that stays longest comes first.
 */
export function socketVerdictsOf(hypothesis: Hypothesis): SocketVerdict[] {
  const { listener, sockets } = hypothesis;
  const unchecked = withoutChecks(hypothesis);
  return sockets
    .filter(({ port }) => port === listener.port)
    .map((socket) => verdictOf(listener, socket, predictHypothesis({ ...unchecked, sockets: [socket] })))
    .sort((a, b) => permanence(b.socket) - permanence(a.socket));
}

/** Rules by which two sockets in use share a port, and not only an address or a time. */
const SHARING = new Set(['linux.reuseport-same-uid', 'linux.udp-reuseport-same-uid', 'linux.udp-both-reuseaddr']);

function verdictOf(listener: Listener, socket: KnownSocket, prediction: Prediction): SocketVerdict {
  const isShared = prediction.outcome.kind === 'ok' && SHARING.has(prediction.rule);
  return { socket, prediction, impact: isShared ? trafficImpactOf(listener, socket) : 'nothing' };
}

/** A listener refuses others whatever is set, and by itself it never ends. A leftover ends after some seconds. */
const permanence = ({ state, expires = 1e6 }: KnownSocket): number => (state === 'LISTEN' ? 1e9 : expires);

/** Whether the bind fails beside this socket, or may fail. */
export const isBlocker = ({ prediction: { outcome } }: SocketVerdict): boolean =>
  outcome.kind === 'unknown' || isErrno(outcome, 'EADDRINUSE');
