import type { Address } from '../model/address.ts';
import { allowed, mayListen } from '../model/caution.ts';
import type { ExpectationObservation, OutcomeCount } from '../model/observation.ts';
import { holderRefused, type Outcome, skipped } from '../model/outcome.ts';
import { type ExpectationPlan, listenerAt } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { observeAlone } from './alone.ts';
import { bothRoles, prepareAll } from './listener.ts';
import { MatrixRow } from './matrix-row.ts';
import type { Pacer } from './pacer.ts';
import { stopwatch } from './stopwatch.ts';

/** Tries every endpoint, or every pair, that one expectation names, and counts the outcomes. */
export async function observeExpectation(
  sockets: Sockets,
  plan: ExpectationPlan,
  pacer: Pacer,
): Promise<ExpectationObservation> {
  const elapsed = stopwatch();
  const counts = new Map<Outcome, { count: number; first: OutcomeCount['first'] }>();
  let remotePeers = 0;
  const came = (number: number): void => {
    remotePeers += number;
  };
  const tried = plan.holders.length > 0 ? tryPairs(sockets, plan, pacer, came) : tryAlone(sockets, plan, pacer, came);
  for await (const { outcome, ...first } of tried) {
    const known = counts.get(outcome);
    if (known === undefined) counts.set(outcome, { count: 1, first });
    else known.count++;
  }
  return {
    plan,
    counts: [...counts].map(([outcome, counted]) => ({ outcome, ...counted })),
    ...(remotePeers > 0 ? { remotePeers } : {}),
    ...elapsed(),
  };
}

type Tried = { readonly outcome: Outcome; readonly holder?: Address; readonly address: Address };

/** Adds to the count of remote peers. */
type Came = (number: number) => void;

function* tryAlone(
  sockets: Sockets,
  { expectation, addresses, caution }: ExpectationPlan,
  pacer: Pacer,
  came: Came,
): Generator<Tried> {
  for (const address of addresses) {
    const asked = listenerAt(expectation, 'newcomer', address);
    if (!pacer.ports.mayHold(asked)) return;
    const observed =
      allowed(asked, caution) === asked ? observeAlone(sockets, expectation, address, caution) : undefined;
    came(observed?.remotePeers ?? 0);
    if (observed !== undefined && !pacer.ports.isOwn(caution, asked, observed.outcome)) return;
    yield { outcome: observed?.outcome ?? skipped('held'), address };
  }
}

async function* tryPairs(sockets: Sockets, plan: ExpectationPlan, pacer: Pacer, came: Came): AsyncGenerator<Tried> {
  const { expectation, caution } = plan;
  if (!mayListen(bothRoles(expectation), caution)) {
    yield* skippedPairs(plan);
    return;
  }
  const newcomers = prepareAll(sockets, expectation, 'newcomer', plan.addresses);
  for (const holder of prepareAll(sockets, expectation, 'holder', plan.holders)) {
    const row = new MatrixRow(sockets, holder, expectation.sequence);
    const opened = pacer.ports.open(caution, holder.listener, () => row.open());
    if (opened === undefined) return;
    for (const newcomer of newcomers) {
      const outcome = opened.kind === 'ok' ? row.try(newcomer) : holderRefused(opened);
      yield { outcome, holder: holder.listener.address, address: newcomer.listener.address };
    }
    row.close();
    came(row.remotePeers);
    if (pacer.advance(newcomers.length) && !(await pacer.pause())) return;
  }
}

function* skippedPairs({ holders, addresses }: ExpectationPlan): Generator<Tried> {
  for (const holder of holders) for (const address of addresses) yield { outcome: skipped('held'), holder, address };
}
