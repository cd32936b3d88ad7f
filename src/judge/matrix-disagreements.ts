import type { Address } from '../model/address.ts';
import type { Disagreement } from '../model/disagreement.ts';
import { UNKNOWN } from '../model/outcome.ts';
import { type PairKind, pairKinds } from '../model/pair-kinds.ts';
import { combinationOf } from '../model/plan.ts';
import type { MatrixReport } from '../model/report.ts';
import { contradicts, outcomeClaim } from './claims.ts';

/** One disagreement for each distinct (predicted, observed, rule), with the first pair as its example. */
export const matrixDisagreements = (matrix: MatrixReport): Disagreement[] =>
  pairKinds(matrix)
    .filter(({ predicted = UNKNOWN, outcome }) => contradicts(predicted, outcome))
    .map((kind) => disagreementOf(matrix, kind));

function disagreementOf(matrix: MatrixReport, { first, count, outcome, predicted, rule }: PairKind): Disagreement {
  const { cells, addresses } = matrix;
  return {
    place: {
      kind: 'pair',
      combination: combinationOf(matrix),
      holder: addresses[Math.floor(first / cells.columns)] as Address,
      newcomer: addresses[first % cells.columns] as Address,
    },
    predicted: outcomeClaim(predicted ?? UNKNOWN),
    observed: outcomeClaim(outcome),
    rule,
    count,
  };
}
