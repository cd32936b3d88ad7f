import { gridAt } from '../model/grid.ts';
import { formatReuse } from '../model/options.ts';
import { isExhausted, isSkipped } from '../model/outcome.ts';
import type { AloneReport, Disagreement, MatrixReport, Report, TogetherReport } from '../model/report.ts';
import type { TrialReport } from '../model/trial.ts';
import { NOT_TRIED } from '../model/trial-observation.ts';

/** The parts of a report that carry predictions. */
export type Predicted = Pick<Report, 'alone' | 'together' | 'matrices' | 'expectations' | 'trials'>;

/**
 * Every kind of place where rule and kernel differ. `unknown` is no prediction; what was skipped, or what a resource that
 * ran out refused, no observation.
 */
export const findDisagreements = ({ alone, together, matrices, trials }: Predicted): readonly Disagreement[] => [
  ...alone.flatMap(inAlone),
  ...together.flatMap(inTogether),
  ...matrices.flatMap(inMatrix),
  ...trials.flatMap(inTrial),
];

const differs = (predicted: string, observed: string): boolean =>
  predicted !== 'unknown' && !isSkipped(observed) && !isExhausted(observed) && predicted !== observed;

function inAlone({ protocol, port, reuse, address, predicted, outcome, rule }: AloneReport): Disagreement[] {
  if (!differs(predicted, outcome)) return [];
  return [{ place: `alone ${protocol} ${port} ${reuse}: ${address}`, predicted, observed: outcome, rule, count: 1 }];
}

/** A step that could not be tried is no observation, nor is one after a resource ran out. */
function inTrial({ id, steps }: TrialReport): Disagreement[] {
  const end = steps.findIndex((step) => isExhausted(step.observed));
  return (end < 0 ? steps : steps.slice(0, end)).flatMap(({ op, socket, observed, predicted, rule }, i) => {
    const foreseen = typeof predicted === 'string' ? [predicted] : predicted;
    if (observed === NOT_TRIED || foreseen.includes('unknown') || foreseen.includes(observed)) return [];
    const place = `trial ${id}, step ${i + 1}: ${op}${socket === null ? '' : ` ${socket}`}`;
    return [{ place, predicted: foreseen.join(' or '), observed, rule, count: 1 }];
  });
}

/** A listener that no resource was left for is missing for all others, who can then prove nothing. */
function inTogether({ listeners, protocol, port, reuse, order }: TogetherReport): Disagreement[] {
  if (listeners.some((l) => isExhausted(l.outcome))) return [];
  const place = `together ${protocol} ${port} ${formatReuse(reuse)}, ${order}`;
  const all = listeners.flatMap(({ address, predicted, outcome, rule, answers, predictedAnswers, reached }) => {
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
  return folded(all);
}

/** One entry for each distinct (predicted, observed, rule), with the first place as its example. */
function folded(all: readonly Disagreement[]): Disagreement[] {
  const kinds = new Map<string, Disagreement>();
  for (const one of all) {
    const key = [one.predicted, one.observed, one.rule].join(' ');
    const known = kinds.get(key);
    kinds.set(key, known === undefined ? one : { ...known, count: known.count + 1 });
  }
  return [...kinds.values()];
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
