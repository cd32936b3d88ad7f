import { gridAt } from '../model/grid.ts';
import { formatReuse } from '../model/options.ts';
import { isSkipped } from '../model/outcome.ts';
import type { AloneReport, Disagreement, MatrixReport, Report, TogetherReport } from '../model/report.ts';
import type { TrialReport } from '../model/trial.ts';
import { NOT_TRIED } from '../model/trial-observation.ts';

/** The parts of a report that carry predictions. */
export type Predicted = Pick<Report, 'alone' | 'together' | 'matrices' | 'expectations' | 'trials'>;

/** Every kind of place where rule and kernel differ. `unknown` is no prediction, and what was skipped no observation. */
export const findDisagreements = ({ alone, together, matrices, trials }: Predicted): readonly Disagreement[] => [
  ...alone.flatMap(inAlone),
  ...together.flatMap(inTogether),
  ...matrices.flatMap(inMatrix),
  ...trials.flatMap(inTrial),
];

const differs = (predicted: string, observed: string): boolean =>
  predicted !== 'unknown' && !isSkipped(observed) && predicted !== observed;

function inAlone({ protocol, port, reuse, address, predicted, outcome, rule }: AloneReport): Disagreement[] {
  if (!differs(predicted, outcome)) return [];
  return [{ place: `alone ${protocol} ${port} ${reuse}: ${address}`, predicted, observed: outcome, rule, count: 1 }];
}

/** A step that could not be tried is no observation. */
function inTrial({ id, steps }: TrialReport): Disagreement[] {
  return steps.flatMap(({ op, socket, observed, predicted, rule }, i) => {
    const foreseen = typeof predicted === 'string' ? [predicted] : predicted;
    if (observed === NOT_TRIED || foreseen.includes('unknown') || foreseen.includes(observed)) return [];
    const place = `trial ${id}, step ${i + 1}: ${op}${socket === null ? '' : ` ${socket}`}`;
    return [{ place, predicted: foreseen.join(' or '), observed, rule, count: 1 }];
  });
}

function inTogether({ listeners, protocol, port, reuse, order }: TogetherReport): Disagreement[] {
  const place = `together ${protocol} ${port} ${formatReuse(reuse)}, ${order}`;
  return listeners.flatMap(({ address, predicted, outcome, rule, answers, predictedAnswers, reached }) => {
    const found: Disagreement[] = [];
    if (differs(predicted, outcome))
      found.push({ place: `${place}: ${address}`, predicted, observed: outcome, rule, count: 1 });
    if (answers !== null && !predictedAnswers.includes(answers)) {
      found.push({
        place: `${place}: who answers at ${address}`,
        predicted: predictedAnswers.join(' or ') || 'none',
        observed: answers,
        rule,
        count: 1,
      });
    }
    if (answers === null && reached === 'ok' && predictedAnswers.length === 1) {
      found.push({
        place: `${place}: who answers at ${address}`,
        predicted: predictedAnswers.join(''),
        observed: 'none of them',
        rule,
        count: 1,
      });
    }
    return found;
  });
}

/** One entry for each distinct (predicted, observed, rule), with the first pair as its example. */
function inMatrix(matrix: MatrixReport): Disagreement[] {
  const { cells, predicted, rules, addresses } = matrix;
  const found = new Map<number, { at: number; count: number }>();
  const harmless = cells.codes.map((observed) => predicted.codes.map((foreseen) => !differs(foreseen, observed)));
  for (let at = 0; at < cells.cells.length; at++) {
    const seen = cells.cells[at] ?? 0;
    const foreseen = predicted.cells[at] ?? 0;
    if (harmless[seen]?.[foreseen]) continue;
    const key = (seen << 16) | (foreseen << 8) | (rules.cells[at] ?? 0);
    const known = found.get(key);
    if (known === undefined) found.set(key, { at, count: 1 });
    else known.count++;
  }
  return [...found.values()].map(({ at, count }) => {
    const row = Math.floor(at / cells.columns);
    const column = at % cells.columns;
    const place = `matrix ${matrix.protocol} ${matrix.port} ${formatReuse(matrix.reuse)}: ${addresses[row]} then ${addresses[column]}`;
    return {
      place,
      predicted: gridAt(predicted, row, column),
      observed: gridAt(cells, row, column),
      rule: gridAt(rules, row, column),
      count,
    };
  });
}
