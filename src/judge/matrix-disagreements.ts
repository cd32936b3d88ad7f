import type { Address } from '../model/address.ts';
import type { Disagreement } from '../model/disagreement.ts';
import { gridAt } from '../model/grid.ts';
import { UNKNOWN } from '../model/outcome.ts';
import { combinationOf } from '../model/plan.ts';
import type { MatrixReport } from '../model/report.ts';
import { contradicts, outcomeClaim } from './claims.ts';

/** A kind of disagreement: its first place in the grid, and its number. */
interface Occurrence {
  readonly at: number;
  count: number;
}

/** One disagreement for each distinct (predicted, observed, rule), with the first pair as its example. */
export const matrixDisagreements = (matrix: MatrixReport): Disagreement[] =>
  occurrences(matrix).map((found) => disagreementAt(matrix, found));

/**
 * Finds the kinds of disagreement. Each pair of codes is compared once, since a million cells have only a few codes.
 */
function occurrences({ cells, predicted, rules }: MatrixReport): Occurrence[] {
  const found = new Map<number, Occurrence>();
  const differ = cells.codes.map((observed) => predicted.codes.map((forecast) => contradicts(forecast, observed)));
  for (let at = 0; at < cells.cells.length; at++) {
    const seen = cells.cells[at] ?? 0;
    const forecast = predicted.cells[at] ?? 0;
    if (differ[seen]?.[forecast] !== true) continue;
    const key = (seen << 16) | (forecast << 8) | (rules.cells[at] ?? 0);
    const known = found.get(key);
    if (known === undefined) found.set(key, { at, count: 1 });
    else known.count++;
  }
  return [...found.values()];
}

function disagreementAt(matrix: MatrixReport, { at, count }: Occurrence): Disagreement {
  const { cells, predicted, rules, addresses } = matrix;
  const [row, column] = [Math.floor(at / cells.columns), at % cells.columns];
  return {
    place: {
      kind: 'pair',
      combination: combinationOf(matrix),
      holder: addresses[row] as Address,
      newcomer: addresses[column] as Address,
    },
    predicted: outcomeClaim(gridAt(predicted, row, column) ?? UNKNOWN),
    observed: outcomeClaim(gridAt(cells, row, column) ?? UNKNOWN),
    rule: gridAt(rules, row, column) ?? '',
    count,
  };
}
