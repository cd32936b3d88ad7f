import type { StepPrediction } from '../model/prediction.ts';
import type { Step } from '../model/trial.ts';
import type { StepObservation } from '../model/trial-observation.ts';
import { advance, follow, predict, type World } from '../rules/index.ts';

/** Predicts each step from the observations of the steps before it. `begin` is the world before the first step. */
export function predictSteps(
  written: readonly Step[],
  observations: readonly StepObservation[],
  begin: World,
): readonly StepPrediction[] {
  const steps = withOpenings(written);
  let world = begin;
  return observations.flatMap((observation, i) => {
    const step = steps[i];
    if (step === undefined) return [];
    const prediction = predict(world, step);
    if (i + 1 < steps.length) world = advance(world, step, observation);
    return prediction;
  });
}

/** Predicts each step from what the rules foresee of the steps before it. */
export function foreseeSteps(written: readonly Step[], begin: World): readonly StepPrediction[] {
  let world = begin;
  return withOpenings(written).map((step) => {
    const prediction = predict(world, step);
    world = follow(world, step);
    return prediction;
  });
}

/**
 * Adds the opening fields, which a file may leave out, to the steps that open a socket: the rules recognise those by
 * them.
 */
function withOpenings(steps: readonly Step[]): Step[] {
  const known = new Set<string>();
  return steps.map((step) => {
    if (!('socket' in step)) return step;
    const isKnown = known.has(step.socket);
    known.add(step.socket);
    if (step.op === 'close' || step.op === 'reset') known.delete(step.socket);
    return isKnown || !mayOpen(step) ? step : { ...step, open: step.open ?? {} };
  });
}

type OpeningStep = Exclude<
  Extract<Step, { readonly socket: string }>,
  { readonly op: 'accept' | 'dup' | 'fork' } | { readonly op: 'close' | 'reset' }
>;

const mayOpen = (step: Step): step is OpeningStep =>
  'socket' in step && !['accept', 'dup', 'fork', 'close', 'reset'].includes(step.op);
