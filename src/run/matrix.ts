import type { Address } from '../model/address.ts';
import { GridBuilder } from '../model/grid.ts';
import type { MatrixObservation } from '../model/observation.ts';
import { holderRefused, type Outcome, type SkipReason, skipped } from '../model/outcome.ts';
import type { Combination, CombinationPlan } from '../model/plan.ts';
import type { Sockets } from '../net/socket.ts';
import { type PreparedListener, prepareAll } from './listener.ts';
import { MatrixRow } from './matrix-row.ts';
import { Newcomers } from './newcomers.ts';
import { type Pacer, STRIDE } from './pacer.ts';

/** Tries every ordered pair: address i holds the port, address j is the newcomer. No object is made per pair. */
export async function observeMatrix(
  sockets: Sockets,
  combination: CombinationPlan,
  addresses: readonly Address[],
  pacer: Pacer,
): Promise<MatrixObservation> {
  const holders = prepareAll(sockets, combination, 'holder', addresses);
  const newcomers = new Newcomers(sockets, combination, addresses);
  const grid = new GridBuilder<Outcome>(addresses.length, addresses.length);
  let remotePeers = 0;
  for (const [i, holder] of holders.entries()) {
    const row = new MatrixRow(sockets, holder, combination.sequence);
    const opened = pacer.ports.open(combination.caution, holder.listener, () => row.open());
    if (opened === undefined) break;
    if (opened.kind !== 'ok') grid.fillRow(i, holderRefused(opened));
    for (let j = 0; opened.kind === 'ok' && j < addresses.length; j += STRIDE) {
      tryStretch(row, newcomers, grid, i, j);
      if (pacer.advance(STRIDE) && !(await pacer.pause())) break;
    }
    row.close();
    remotePeers += row.remotePeers;
    if (pacer.stopped) break;
  }
  return { combination, addresses, cells: grid.build(), remotePeers };
}

function tryStretch(row: MatrixRow, newcomers: Newcomers, grid: GridBuilder<Outcome>, i: number, from: number): void {
  const { prepared } = newcomers;
  const end = Math.min(from + STRIDE, prepared.length);
  if (row.staysBeside((prepared[from] as PreparedListener).listener.options))
    newcomers.tryEach(from, end, (j, outcome) => grid.set(i, j, outcome));
  else for (let j = from; j < end; j++) grid.set(i, j, row.try(prepared[j] as PreparedListener));
}

/** The matrix of a port that must not be probed. */
export function skippedMatrix(
  combination: Combination,
  addresses: readonly Address[],
  reason: SkipReason,
): MatrixObservation {
  const grid = new GridBuilder<Outcome>(addresses.length, addresses.length);
  for (let i = 0; i < addresses.length; i++) grid.fillRow(i, skipped(reason));
  return { combination, addresses, cells: grid.build(), skipped: reason, remotePeers: 0 };
}
