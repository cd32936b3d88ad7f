import type { Address } from '../model/address.ts';
import type { ExpectationObservation, OutcomeCount } from '../model/observation.ts';
import type { Cell } from '../model/outcome.ts';
import type { Combination, ExpectationPlan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { harmlessReuse, mayTry, observeAlone } from './alone.ts';
import { listenerSpec } from './listener.ts';
import type { Pacer } from './pacer.ts';
import { MatrixRow } from './matrix-row.ts';

/** What happens at every endpoint, or every pair, that one expectation names. */
export async function observeExpectation(
  sockets: Sockets,
  plan: ExpectationPlan,
  pacer: Pacer,
): Promise<ExpectationObservation> {
  const tallies = new Map<Cell, { count: number; first: OutcomeCount['first'] }>();
  const count = (cell: Cell, first: OutcomeCount['first']): void => {
    const known = tallies.get(cell);
    if (known === undefined) tallies.set(cell, { count: 1, first });
    else known.count++;
  };
  let remotePeers = 0;
  const came = (number: number): void => {
    remotePeers += number;
  };
  const pairs = plan.holders.length > 0 ? pairOutcomes(sockets, plan, pacer, came) : aloneOutcomes(sockets, plan, came);
  for await (const { cell, ...first } of pairs) count(cell, first);
  const counted = remotePeers > 0 ? { remotePeers } : {};
  return { plan, tallies: [...tallies].map(([cell, tally]) => ({ cell, ...tally })), ...counted };
}

type Seen = { readonly cell: Cell; readonly holder?: Address; readonly address: Address };

/** Told how many came from elsewhere. */
type Came = (number: number) => void;

function* aloneOutcomes(sockets: Sockets, plan: ExpectationPlan, came: Came): Generator<Seen> {
  const { reuse } = plan.expectation;
  const asked = reuse.newcomer;
  for (const address of plan.addresses) {
    const asWritten = harmlessReuse(plan.expectation, asked, plan.caution) === asked;
    const seen = asWritten ? observeAlone(sockets, plan.expectation, asked, address, plan.caution) : undefined;
    came(seen?.remotePeers ?? 0);
    yield { cell: seen?.outcome ?? 'skipped:held', address };
  }
}

async function* pairOutcomes(sockets: Sockets, plan: ExpectationPlan, pacer: Pacer, came: Came): AsyncGenerator<Seen> {
  const combination: Combination = plan.expectation;
  const may = mayTry(combination, plan.caution);
  const newcomers = plan.addresses.map((a) => listenerSpec(sockets, combination, combination.reuse.newcomer, a));
  for (const holder of plan.holders) {
    const row = new MatrixRow(
      sockets,
      listenerSpec(sockets, combination, combination.reuse.holder, holder),
      combination.sequence,
    );
    const opened = may ? row.open() : 'ok';
    for (const newcomer of newcomers) {
      const cell: Cell = !may ? 'skipped:held' : opened === 'ok' ? row.try(newcomer) : `holder:${opened}`;
      yield { cell, holder, address: newcomer.address };
    }
    row.close();
    came(row.remotePeers);
    if (pacer.advance(newcomers.length) && !(await pacer.pause())) return;
  }
}
