import { judgePort } from '../../decide.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import type { Attempt } from '../../rule.ts';
import { strictCovers } from './bucket.ts';
import type { Branch } from './context.ts';
import { partyOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

const CACHED = 'linux.reuseport-cached';

/**
 * The comparison with every other socket on the port: inet_csk_get_port(), udp_lib_get_port(). An orphan whose FIN may not be
 * acknowledged yet is still a socket with an owner, and afterwards a TIME_WAIT entry without one: where that matters, both.
 */
export function contest(state: State, sock: Sock, attempt: Attempt): Branch[] {
  const olds = state.onPort(sock.protocol, attempt.newcomer.port).filter((s) => s !== sock);
  const now = contestWith(state, attempt, olds, olds.map(partyOf));
  if (!olds.some((s) => s.ackDelayed)) return [now];
  const earlier = contestWith(
    state,
    attempt,
    olds,
    olds.map((s) => (s.ackDelayed ? { ...partyOf(s), state: 'FIN_WAIT1' } : partyOf(s))),
  );
  return earlier.outcome === now.outcome ? [now] : [now, earlier];
}

function contestWith(state: State, attempt: Attempt, olds: readonly Sock[], parties: readonly RuleSocket[]): Branch {
  const { newcomer } = attempt;
  const judged = judgePort(state.rules, attempt, parties);
  const isCached =
    newcomer.protocol === 'tcp' &&
    !state.rules.off.has(CACHED) &&
    strictCovers(state.buckets.get(newcomer.port), newcomer);
  if (isCached && judged.outcome !== 'ok') return { outcome: 'ok', rule: CACHED, state };
  const holder = judged.old === undefined ? undefined : olds[parties.indexOf(judged.old)];
  return { outcome: judged.outcome, rule: judged.rule, state, ...(holder === undefined ? {} : { holder }) };
}
