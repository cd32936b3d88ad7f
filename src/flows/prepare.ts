import { discoverHost } from '../discover/host.ts';
import { withOwners } from '../discover/owners.ts';
import { socketsOn } from '../discover/sockets.ts';
import type { Protocol } from '../model/address.ts';
import type { Experiment } from '../model/experiment.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { Plan } from '../model/plan.ts';
import type { PortReport } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { Sockets } from '../net/socket.ts';
import { condense } from '../plan/held.ts';
import { planExperiment } from '../plan/plan.ts';
import { describePorts } from '../plan/ports.ts';
import { openSockets } from '../run/open-sockets.ts';
import { probeHidden } from '../run/probe-hidden.ts';
import { onlyForeseen } from './only-foreseen.ts';
import { withProbed } from './probe-kernel.ts';

/** An experiment made ready on this host. Nothing is open, and no port has been bound but to look for hidden sockets. */
export interface Prepared {
  readonly host: Host;
  /** The sockets on the ports of the experiment, alike connections as one. */
  readonly held: readonly HeldSocket[];
  readonly plan: Plan;
  readonly ports: readonly PortReport[];
  readonly sockets: Sockets;
}

/** Looks at this host and plans what to try on it. */
export function prepare(experiment: Experiment): Result<Prepared, FlowProblem> {
  const foreseen = onlyForeseen(experiment);
  if (foreseen.length > 0) return wrongInput(foreseen);
  const sockets = openSockets();
  if (!sockets.ok) return cannot(sockets.error);
  const found = discoverHost();
  if (!found.ok) return cannot(found.error);
  const host = ok({ ...found.value, facts: withProbed(found.value.facts, experiment.kernelProbed) });
  const wanted = asked(experiment);
  const listed = socketsOn(wanted.ports, wanted.protocols);
  if (!listed.ok) return cannot(listed.error);
  const held = condense(withOwners(listed.value.sockets));
  const { boundOnlyVisible } = listed.value;
  const visible = planExperiment(experiment, host.value, held);
  const hidden = visible.ok && !boundOnlyVisible ? probeHidden(sockets.value, visible.value, held) : undefined;
  const plan = hidden === undefined ? visible : planExperiment(experiment, host.value, held, hidden);
  if (!plan.ok) return wrongInput(plan.error);
  const ports = describePorts(plan.value, host.value, held, boundOnlyVisible);
  return ok({ host: host.value, held, plan: plan.value, ports, sockets: sockets.value });
}

/** The ports and protocols that an experiment asks about. */
export const asked = ({ ports, protocols, expect }: Experiment): { ports: number[]; protocols: Protocol[] } => ({
  ports: [...new Set([...ports, ...expect.map(({ port }) => port)])],
  protocols: [...new Set([...protocols, ...expect.map(({ protocol }) => protocol)])],
});
