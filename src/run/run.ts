import { mayListen } from '../model/caution.ts';
import type { AloneObservation, MatrixObservation, Observations, TogetherObservation } from '../model/observation.ts';
import { type CombinationPlan, newcomerKey, type Plan } from '../model/plan.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { Sockets } from '../net/socket.ts';
import { observeAlone } from './alone.ts';
import { Clients } from './clients.ts';
import { observeExpectation } from './expectations.ts';
import { bothRoles } from './listener.ts';
import { observeMatrix, skippedMatrix } from './matrix.ts';
import { Pacer, type Progress } from './pacer.ts';
import { observeTogether } from './together.ts';

/** Runs every trial of the plan on real sockets. However it ends, no socket stays open. */
export async function runPlan(
  sockets: Sockets,
  plan: Plan,
  signal: AbortSignal,
  progress: Progress,
): Promise<Result<Observations>> {
  const pacer = new Pacer(signal, progress, countSteps(plan));
  try {
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
    matrices.push(
      may
        ? await observeMatrix(sockets, combination, plan.addresses, pacer)
        : skippedMatrix(combination, plan.addresses, 'held'),
    );
  }
  return { alone, together, matrices, expectations: [] };
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
    all.push(observeAlone(sockets, combination, address, combination.caution));
    if (pacer.advance(0) && !(await pacer.pause())) break;
  }
  return all;
}

/** The steps that the progress bar counts: pairs, visits and expected pairs. */
function countSteps(plan: Plan): number {
  const pairs = plan.addresses.length ** 2;
  const perCombination = plan.combinations.reduce((sum, c) => {
    const visits = c.show.includes('together') ? c.together.reduce((n, t) => n + t.addresses.length, 0) : 0;
    return sum + visits + (c.show.includes('matrix') ? pairs : 0);
  }, 0);
  return (
    perCombination + plan.expectations.reduce((sum, e) => sum + e.addresses.length * Math.max(1, e.holders.length), 0)
  );
}
