import { OK, refused } from '../../../model/outcome.ts';
import { judgePort } from '../../decide.ts';
import type { Attempt } from '../../rule.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import type { Branch } from './branch.ts';
import { optionsCover, strictCovers } from './bucket.ts';
import { ruleSocketOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

/**
 * The comparison with every other socket on the port: inet_csk_get_port(), udp_lib_get_port(). An orphan whose FIN may not be
 * acknowledged yet is still a socket with an owner, and afterwards a TIME_WAIT entry without one: where that matters, both.
 */
export function portConflict(state: State, sock: Sock, attempt: Attempt): Branch[] {
  const olds = state.onPort(sock.protocol, attempt.newcomer.port).filter((s) => s !== sock);
  const now = conflictWith(state, attempt, olds, olds.map(ruleSocketOf));
  if (now.rule === UNSEEN) return [now, { ...now, outcome: refused(attempt.call, 'EADDRINUSE') }];
  if (!olds.some((s) => s.ackDelayed)) return [now];
  const earlier = conflictWith(
    state,
    attempt,
    olds,
    olds.map((s) => (s.ackDelayed ? { ...ruleSocketOf(s), state: 'FIN_WAIT1' } : ruleSocketOf(s))),
  );
  return earlier.outcome === now.outcome ? [now] : [now, earlier];
}

/** By chance an address is in the slot of the hash that ANY is looked up in, and is seen there. */
const UNSEEN: LinuxRuleId = 'linux.udp-any-beside-many';

function conflictWith(state: State, attempt: Attempt, olds: readonly Sock[], compared: readonly RuleSocket[]): Branch {
  const judged = judgePort(state.rules, attempt, compared);
  const cached = judged.outcome === OK ? undefined : cachedRule(state, attempt);
  if (cached !== undefined) return { outcome: OK, rule: cached, state };
  const holder = judged.old === undefined ? undefined : olds[compared.indexOf(judged.old)];
  return { outcome: judged.outcome, rule: judged.rule, state, ...(holder === undefined ? {} : { holder }) };
}

/** The rule by which what the port caches admits the newcomer without a look at the other sockets. */
function cachedRule(state: State, { newcomer, call }: Attempt): LinuxRuleId | undefined {
  if (newcomer.protocol === 'udp') return undefined;
  const bucket = state.buckets.get(newcomer.port);
  if (state.holds('linux.reuseport-cached') && strictCovers(bucket, newcomer)) return 'linux.reuseport-cached';
  return state.holds('linux.reuse-cached') && optionsCover(bucket, newcomer, call) ? 'linux.reuse-cached' : undefined;
}
