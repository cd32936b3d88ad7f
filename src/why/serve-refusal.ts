import type { HoldingProcess } from '../model/evidence.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { Refused } from '../model/outcome.ts';
import type { Alternative, Remedy } from '../model/remedy.ts';
import type { ServeRefusal } from '../model/serve.ts';
import type { SocketVerdict } from '../model/why.ts';
import { advise } from './advice.ts';
import { type Hypothesis, hypothesisOf, predictHypothesis } from './hypothesis.ts';
import { withUnreadOff } from './option-dependences.ts';
import { isBlocker, socketVerdictsOf } from './socket-verdicts.ts';

/** What `serve` has no flag for. */
const NOT_OFFERED: ReadonlySet<Remedy['kind']> = new Set(['v6only', 'freebind']);

/**
 * Why a server could not start, and what would work instead. `sockets` are those on its port, and on `otherPorts()` of it;
 * `processes` are the holders of the former.
 */
export function refusalOf(
  listener: Listener,
  outcome: Refused,
  host: Host,
  sockets: readonly HeldSocket[],
  processes: readonly HoldingProcess[],
): ServeRefusal {
  const alone = predictHypothesis(hypothesisOf(listener, host, []));
  return {
    listener,
    outcome,
    ...(alone.outcome.kind === 'ok' ? { why: '', rule: '' } : { why: alone.why, rule: alone.rule }),
    blockers: proved(hypothesisOf(listener, host, sockets)),
    processes,
    sight: host.facts,
    alternatives: advise(listener, host, sockets, processes).alternatives.filter(isOffered),
  };
}

/** Where only one socket can have refused it, the refusal tells what could not be read: the options that would help are off. */
function proved(hypothesis: Hypothesis): SocketVerdict[] {
  const blockers = socketVerdictsOf(hypothesis).filter(isBlocker);
  const [only, ...more] = blockers;
  if (only?.prediction.outcome.kind !== 'unknown' || more.length > 0) return blockers;
  const [sure] = socketVerdictsOf({ ...hypothesis, sockets: [withUnreadOff(only.socket)] });
  return [{ ...only, prediction: sure?.prediction ?? only.prediction }];
}

const isOffered = ({ steps }: Alternative): boolean => steps.every(({ kind }) => !NOT_OFFERED.has(kind));
