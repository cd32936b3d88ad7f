import type { Address } from '../model/address.ts';
import { ADDRESS_KINDS, kindOf } from '../model/address-kind.ts';
import type { BesidePairs } from '../model/beside.ts';
import { gridAt } from '../model/grid.ts';
import { type Outcome, skipped, UNKNOWN } from '../model/outcome.ts';
import type { MatrixReport } from '../model/report.ts';
import { besidePrediction, type Other } from './beside-other.ts';
import { reasonerOf } from './reasons.ts';

/**
 * The pairs of a matrix beside what the rules of other systems say of them, by kind of address and by what becomes of
 * them: different addresses first, then those that both ask for one.
 */
export function pairsBeside(matrix: MatrixReport, others: readonly Other[]): BesidePairs[] {
  const foreseen = others.map(({ foresight, combinationFor }) => {
    const combination = combinationFor(matrix);
    const { pair } = reasonerOf(foresight.rules, foresight.env, []);
    const cells = foresight.matrix(combination, matrix.addresses).outcomes;
    return { cells, reason: (holder: Address, newcomer: Address) => pair(combination, holder, newcomer) };
  });
  const classes = classesOf(matrix.addresses, [matrix.cells.cells, ...foreseen.map(({ cells }) => cells.cells)]);
  const rows = [...classes].map(([at, count]): BesidePairs => {
    const [row, column] = [Math.floor(at / matrix.addresses.length), at % matrix.addresses.length];
    const [holder, newcomer] = [matrix.addresses[row] as Address, matrix.addresses[column] as Address];
    const measured = measuredAt(matrix, row, column);
    return {
      holder: kindOf(holder),
      newcomer: kindOf(newcomer),
      same: row === column,
      count,
      first: [holder, newcomer],
      measured,
      predicted: foreseen.map(({ cells, reason }) => {
        const { rule, why } = reason(holder, newcomer);
        return besidePrediction(measured, gridAt(cells, row, column) ?? UNKNOWN, rule, why);
      }),
    };
  });
  return [...rows.filter(({ same }) => !same), ...rows.filter(({ same }) => same)];
}

const measuredAt = ({ cells, skipped: reason }: MatrixReport, row: number, column: number): Outcome =>
  reason === undefined ? (gridAt(cells, row, column) ?? UNKNOWN) : skipped(reason);

/** The first pair of each class, as ROW * COLUMNS + COLUMN, with how many there are. */
function classesOf(addresses: readonly Address[], grids: readonly Uint8Array[]): Map<number, number> {
  const kinds = addresses.map((address) => ADDRESS_KINDS.indexOf(kindOf(address)));
  const firsts = new Map<number, number>();
  const counts = new Map<number, number>();
  const known = grids.map(() => new Map<number, number>());
  for (let at = 0; at < addresses.length ** 2; at++) {
    const [row, column] = [Math.floor(at / addresses.length), at % addresses.length];
    let key = ((kinds[row] ?? 0) * ADDRESS_KINDS.length + (kinds[column] ?? 0)) * 2 + Number(row === column);
    for (const [i, cells] of grids.entries())
      key = numberOf(known[i] as Map<number, number>, key * 256 + (cells[at] ?? 0));
    const first = firsts.get(key) ?? at;
    firsts.set(key, first);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
}

/** A small number for each distinct one. */
function numberOf(known: Map<number, number>, key: number): number {
  const found = known.get(key) ?? known.size;
  known.set(key, found);
  return found;
}
