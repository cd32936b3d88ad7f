import { type Address, isAny, unmap } from '../model/address.ts';
import { addCell, addRow, type CellSet, cellSet, cellsOfRow, countCells } from '../model/cell-set.ts';
import { type Grid, type GridBuilder, gridCopy } from '../model/grid.ts';
import type { MatrixObservation } from '../model/observation.ts';
import { holderRefused, type Outcome, sameOutcome } from '../model/outcome.ts';
import type { CombinationPlan } from '../model/plan.ts';
import type { SamplePlan } from '../model/sample.ts';
import type { Sockets } from '../net/socket.ts';
import { type PreparedListener, prepareAll } from './listener.ts';
import { MatrixRow } from './matrix-row.ts';
import { type Pacer, STRIDE } from './pacer.ts';
import { Surprises } from './surprises.ts';

/**
 * Tries the pairs of a sample, then every pair for which an outcome that was not as predicted stands. The cells that are
 * left are inferred: each is as predicted, like all of its class that were tried.
 */
export async function observeSample(
  sockets: Sockets,
  combination: CombinationPlan,
  addresses: readonly Address[],
  plan: SamplePlan,
  pacer: Pacer,
): Promise<MatrixObservation> {
  const sampled = new SampledMatrix(sockets, combination, addresses, plan);
  await sampled.tryCells(plan.tried, pacer);
  const { cells, inFull } = sampled.surprises.further(sampled.tried);
  pacer.expect(countCells(cells));
  await sampled.tryCells(cells, pacer);
  const inferred = addresses.length ** 2 - countCells(sampled.tried);
  const { tried, surprises, remotePeers } = sampled;
  return {
    combination,
    addresses,
    cells: sampled.grid.build(),
    foreseen: { outcomes: plan.outcomes, rules: plan.rules },
    ...(inferred === 0
      ? {}
      : { sample: { seed: plan.seed, tried, inferred, classesInFull: inFull, unlike: surprises.unlike } }),
    remotePeers,
  };
}

class SampledMatrix {
  readonly #sockets: Sockets;
  readonly #combination: CombinationPlan;
  readonly #holders: readonly PreparedListener[];
  readonly #newcomers: readonly PreparedListener[];
  readonly #predicted: Grid<Outcome>;
  /** As predicted where nothing was tried. */
  readonly grid: GridBuilder<Outcome>;
  readonly tried: CellSet;
  readonly surprises: Surprises;
  remotePeers = 0;

  constructor(sockets: Sockets, combination: CombinationPlan, addresses: readonly Address[], plan: SamplePlan) {
    this.#sockets = sockets;
    this.#combination = combination;
    this.#holders = prepareAll(sockets, combination, 'holder', addresses);
    this.#newcomers = prepareAll(sockets, combination, 'newcomer', addresses);
    this.#predicted = plan.outcomes;
    this.grid = gridCopy(plan.outcomes);
    this.tried = cellSet(addresses.length, addresses.length);
    const wildcards = [...addresses.keys()].filter((i) => isAny(unmap(addresses[i] as Address)));
    this.surprises = new Surprises(plan.classes, new Set(wildcards));
  }

  async tryCells(cells: CellSet, pacer: Pacer): Promise<void> {
    for (let i = 0; i < cells.rows && !pacer.stopped; i++) {
      const columns = cellsOfRow(cells, i).map((at) => at - i * cells.columns);
      if (columns.length > 0) await this.#tryRow(i, columns, pacer);
    }
  }

  async #tryRow(i: number, columns: readonly number[], pacer: Pacer): Promise<void> {
    const holder = this.#holders[i] as PreparedListener;
    const row = new MatrixRow(this.#sockets, holder, this.#combination.sequence);
    const opened = pacer.ports.open(this.#combination.caution, holder.listener, () => row.open());
    if (opened === undefined) return;
    if (opened.kind !== 'ok') this.#noteRefusedHolder(i, columns, holderRefused(opened));
    for (let from = 0; from < columns.length; from += STRIDE) {
      const stretch = columns.slice(from, from + STRIDE);
      for (const j of opened.kind === 'ok' ? stretch : [])
        this.#note(i, j, row.try(this.#newcomers[j] as PreparedListener));
      if (pacer.advance(stretch.length) && !(await pacer.pause())) break;
    }
    row.close();
    this.remotePeers += row.remotePeers;
  }

  #note(i: number, j: number, outcome: Outcome): void {
    const at = i * this.grid.columns + j;
    const { codes, cells } = this.#predicted;
    if (!sameOutcome(codes[cells[at] as number] as Outcome, outcome)) this.surprises.note(i, j);
    this.grid.set(i, j, outcome);
    addCell(this.tried, at);
  }

  /** Nobody is a newcomer beside a holder that was refused: all of its pairs are known. */
  #noteRefusedHolder(i: number, columns: readonly number[], outcome: Outcome): void {
    for (const j of columns) this.#note(i, j, outcome);
    this.grid.fillRow(i, outcome);
    addRow(this.tried, i);
  }
}
