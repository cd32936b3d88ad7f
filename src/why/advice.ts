import type { HoldingProcess } from '../model/evidence.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { Advice } from '../model/report.ts';
import { alternativesTo, type Check, isPredicted } from './alternatives.ts';
import { hypothesisOf, predictHypothesis } from './hypothesis.ts';
import { otherPorts } from './ports.ts';
import { isBlocker, socketVerdictsOf } from './socket-verdicts.ts';

/**
 * What would let a refused listener be bound, by the rules alone: nothing is tried. `sockets` are those on its port, and
 * on the ports of `otherPorts()` too where one of these is to be named: a port without a socket here counts as free.
 */
export function advise(
  listener: Listener,
  host: Host,
  sockets: readonly HeldSocket[],
  processes: readonly HoldingProcess[],
): Advice {
  const hypothesis = hypothesisOf(listener, host, sockets);
  // Where the rules let the listener pass, they do not know what refused it, nor what would help.
  if (predictHypothesis(hypothesis).outcome.kind === 'ok') return { listener, alternatives: [], processes };
  const blockers = socketVerdictsOf(hypothesis).filter(isBlocker);
  const context = { blockers, ports: otherPorts(host, listener.port), ipv6DisabledOn: [] };
  return { listener, alternatives: alternativesTo(hypothesis, context, predictedOnly), processes };
}

const predictedOnly: Check = ({ proof: _, ...alternative }) => (isPredicted(alternative) ? alternative : undefined);
