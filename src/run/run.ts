import { mayListen } from '../model/caution.ts';
import { countCells } from '../model/cell-set.ts';
import type { AloneObservation, MatrixObservation, Observations, TogetherObservation } from '../model/observation.ts';
import { type CombinationPlan, listenerAt, newcomerKey, type Plan } from '../model/plan.ts';
import type { PortChange, PortWatch } from '../model/port-watch.ts';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import type { Sockets } from '../net/socket.ts';
import { observeAlone } from './alone.ts';
import { Clients } from './clients.ts';
import { observeExpectation } from './expectations.ts';
import { bothRoles } from './listener.ts';
import { observeMatrix, skippedMatrix } from './matrix.ts';
import { Pacer, type Progress } from './pacer.ts';
import { PortGuard } from './port-guard.ts';
import { observeSample } from './sampled-matrix.ts';
import { observeTogether } from './together.ts';
import { warmUp } from './warm-up.ts';

export interface RunContext {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Looks at the ports again while the run goes on. Absent: nobody else has sockets here. */
  readonly watch?: PortWatch | undefined;
}

/**
 * Runs every trial of the plan on real sockets. However it ends, no socket stays open. The error is a change of a port that
 * stopped the run, or says that it was interrupted.
 */
export async function runPlan(
  sockets: Sockets,
  plan: Plan,
  { signal, progress, watch }: RunContext,
): Promise<Result<Observations, Problem | PortChange>> {
  const pacer = new Pacer(signal, progress, countSteps(plan), new PortGuard(watch));
  try {
    if (watch !== undefined) warmUp(sockets, plan);
    const parts: Observations[] = [];
    const aloneOnce = new Set<string>();
    const clients = new Clients();
    for (const combination of plan.combinations)
      parts.push(await runCombination(sockets, plan, combination, { aloneOnce, clients }, pacer));
    const expectations = [];
    for (const expectation of plan.expectations) {
      if (pacer.stopped) break;
      expectations.push(await observeExpectation(sockets, expectation, pacer));
    }
    if (pacer.ports.change !== undefined) return err(pacer.ports.change);
    if (pacer.stopped) return problem('interrupted: every socket is closed, nothing is reported');
    return ok({
      alone: parts.flatMap((p) => p.alone),
      together: parts.flatMap((p) => p.together),
      matrices: parts.flatMap((p) => p.matrices),
      expectations,
    });
  } finally {
    sockets.closeAll();
  }
}

/** What the combinations of a run share. */
interface Shared {
  /** Of which newcomers the endpoints alone were tried. */
  readonly aloneOnce: Set<string>;
  readonly clients: Clients;
}

async function runCombination(
  sockets: Sockets,
  plan: Plan,
  combination: CombinationPlan,
  { aloneOnce, clients }: Shared,
  pacer: Pacer,
): Promise<Observations> {
  const { show, caution } = combination;
  const may = mayListen(bothRoles(combination), caution);
  const isAsked = show.includes('alone') && isFirst(combination, aloneOnce);
  const alone = isAsked ? await allAlone(sockets, plan, combination, pacer) : [];
  const together: TogetherObservation[] = [];
  for (const part of show.includes('together') ? combination.together : []) {
    if (pacer.stopped) break;
    together.push(
      may
        ? await observeTogether(sockets, combination, part, clients, pacer)
        : { combination, plan: part, listeners: [], skipped: 'held', remotePeers: 0 },
    );
  }
  const matrices: MatrixObservation[] = [];
  if (show.includes('matrix') && !pacer.stopped) {
    matrices.push(await matrixOf(sockets, plan, combination, may, pacer));
  }
  return { alone, together, matrices, expectations: [] };
}

function matrixOf(
  sockets: Sockets,
  { addresses }: Plan,
  combination: CombinationPlan,
  may: boolean,
  pacer: Pacer,
): Promise<MatrixObservation> | MatrixObservation {
  if (!may) return skippedMatrix(combination, addresses, 'held');
  const { sample } = combination;
  return sample === undefined
    ? observeMatrix(sockets, combination, addresses, pacer)
    : observeSample(sockets, combination, addresses, sample, pacer);
}

/** A socket by itself has no holder and no order of calls: combinations whose newcomers are the same are tried once. */
function isFirst(combination: CombinationPlan, known: Set<string>): boolean {
  const before = known.size;
  return known.add(newcomerKey(combination)).size > before;
}

async function allAlone(
  sockets: Sockets,
  plan: Plan,
  combination: CombinationPlan,
  pacer: Pacer,
): Promise<AloneObservation[]> {
  const all: AloneObservation[] = [];
  for (const address of plan.addresses) {
    if (!pacer.ports.mayHold(listenerAt(combination, 'newcomer', address))) break;
    const observed = observeAlone(sockets, combination, address, combination.caution);
    all.push(observed);
    if (!pacer.ports.isOwn(combination.caution, observed.listener, observed.outcome)) break;
    if (pacer.advance(0) && !(await pacer.pause())) break;
  }
  return all;
}

/** The steps that the progress bar counts: pairs, visits and expected pairs. */
function countSteps(plan: Plan): number {
  const pairs = plan.addresses.length ** 2;
  const perCombination = plan.combinations.reduce((sum, c) => {
    const visits = c.show.includes('together') ? c.together.reduce((n, t) => n + t.addresses.length, 0) : 0;
    return (
      sum + visits + (c.show.includes('matrix') ? (c.sample === undefined ? pairs : countCells(c.sample.tried)) : 0)
    );
  }, 0);
  return (
    perCombination + plan.expectations.reduce((sum, e) => sum + e.addresses.length * Math.max(1, e.holders.length), 0)
  );
}
