import { discoverHost } from '../../discover/host.ts';
import { localhostAddresses } from '../../discover/hosts-file.ts';
import { plainHost } from '../../discover/plain-host.ts';
import { socketsOn } from '../../discover/sockets.ts';
import { portKey } from '../../judge/services/open-sockets.ts';
import { cannot, type FlowProblem, wrongInput } from '../../model/flow-problem.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { ReadyPlan } from '../../model/planned-socket.ts';
import { ok, type Result } from '../../model/result.ts';
import type { ServicePlan } from '../../model/service-plan.ts';
import { duePlan } from '../../plan/services/due.ts';
import { type LinedPlan, withLines } from '../../plan/services/lines.ts';
import { type Lacking, type PlanHost, planHost } from '../../plan/services/plan-host.ts';
import { type PlanPlace, portsAsked, readyPlan } from '../../plan/services/ready.ts';
import { openSockets } from '../../run/open-sockets.ts';
import { gatherEvidence } from '../evidence.ts';
import { type KernelProbed, withProbed } from '../probe-kernel.ts';

/** A plan made ready on this host, of which nothing was opened. */
export interface PreparedPlan {
  /** What of the plan is for this host. */
  readonly lined: LinedPlan;
  /** The ids of its services that are for other hosts. */
  readonly left: readonly string[];
  readonly ready: ReadyPlan;
  readonly place: PlanPlace;
  readonly within: PlanHost;
  /** The ports of which any socket of the host has one, in whatever state: `tcp/80`. */
  readonly busy: ReadonlySet<string>;
}

/** How a plan is made ready. */
export interface Preparation {
  /** No option of another process's socket is read. */
  readonly passive: boolean;
  readonly lacking: Lacking;
  readonly kernelProbed?: KernelProbed | undefined;
}

/** Looks at this host and makes sockets of the plan's lines. */
export async function preparePlan(
  plan: ServicePlan,
  { passive, lacking, kernelProbed }: Preparation,
): Promise<Result<PreparedPlan, FlowProblem>> {
  const lined = withLines(plan);
  if (!lined.ok) return wrongInput(lined.error);
  const isHere = openSockets().ok;
  const found = isHere ? discoverHost() : ok(plainHost());
  if (!found.ok) return cannot(found.error);
  const host = { ...found.value, facts: withProbed(found.value.facts, kernelProbed) };
  const due = duePlan(lined.value, host.facts.hostname);
  const held = await socketsBeside(portsAsked(due.plan), passive);
  if (!held.ok) return cannot(held.error);
  const place: PlanPlace = { host, names: namesHere(), held: held.value.held };
  const ready = readyPlan(due.plan, place);
  if (!ready.ok) return wrongInput(ready.error);
  return ok({
    lined: due.plan,
    left: due.left,
    ready: ready.value,
    place,
    within: planHost(host, ready.value, lacking),
    busy: held.value.busy,
  });
}

const namesHere = (): PlanPlace['names'] => ({ localhost: localhostAddresses() });

/** The sockets of the host on the ports of a plan. */
interface Beside {
  /** What a server would meet: those that listen or are bound, and UDP without a peer. */
  readonly held: readonly HeldSocket[];
  readonly busy: ReadonlySet<string>;
}

const NOBODY: Beside = { held: [], busy: new Set() };

/** Nobody on a platform where no sockets are opened. */
export async function socketsBeside(ports: readonly number[], passive: boolean): Promise<Result<Beside>> {
  if (ports.length === 0 || !openSockets().ok) return ok(NOBODY);
  const listed = socketsOn(ports, ['tcp', 'udp']);
  if (!listed.ok) return listed;
  const busy = new Set(listed.value.sockets.map(portKey));
  if (!listed.value.sockets.some(isNeighbour)) return ok({ held: [], busy });
  const evidence = await gatherEvidence(listed, { owners: isNeighbour, options: passive ? null : isNeighbour });
  return evidence.ok ? ok({ held: evidence.value.sockets.filter(isNeighbour), busy }) : evidence;
}

const isNeighbour = ({ state, peer }: HeldSocket): boolean =>
  peer === undefined && (state === 'LISTEN' || state === 'BOUND');
