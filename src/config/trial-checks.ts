import { type ConfigProblem, problemAt } from './config-problem.ts';
import { MOST_PROBLEMS } from './limits.ts';
import { checkStepOrder } from './step-order.ts';
import type { RawTrial } from './trial-schema.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/**
 * Finds the mistakes in the trials of a file that the schema does not see: names that a step uses before another sets
 * them, in the trials that fit the schema. `issues` are those of the schema, which has looked at the first `seen` trials.
 */
export function checkTrials(file: YamlFile, issues: readonly { readonly path: Path }[], seen: number): ConfigProblem[] {
  const trials = (file.value as { trials?: unknown }).trials;
  if (!Array.isArray(trials)) return [];
  const malformed = new Set(issues.filter(({ path }) => path[0] === 'trials').map(({ path }) => path[1]));
  const wellFormed = trials
    .slice(0, seen)
    .map((trial, index) => ({ trial: trial as RawTrial, index }))
    .filter(({ index }) => !malformed.has(index));
  const orders: ConfigProblem[] = [];
  for (const { trial, index } of wellFormed) {
    for (const { path, ...problem } of checkStepOrder(trial))
      orders.push(problemAt(file.sourceOf(['trials', index, ...path]), problem));
    if (orders.length > MOST_PROBLEMS) break;
  }
  return orders;
}
