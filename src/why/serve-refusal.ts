import type { HoldingProcess } from '../model/evidence.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { Refused } from '../model/outcome.ts';
import type { Alternative, Remedy } from '../model/remedy.ts';
import type { ServeRefusal } from '../model/serve.ts';
import { advise } from './advice.ts';
import { hypothesisOf, predictHypothesis } from './hypothesis.ts';
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
    why: alone.outcome.kind === 'ok' ? '' : alone.why,
    blockers: socketVerdictsOf(hypothesisOf(listener, host, sockets)).filter(isBlocker),
    processes,
    alternatives: advise(listener, host, sockets).alternatives.filter(isOffered),
  };
}

const isOffered = ({ steps }: Alternative): boolean => steps.every(({ kind }) => !NOT_OFFERED.has(kind));
