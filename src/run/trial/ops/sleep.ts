import { sleep as block } from '../../../libc/wait.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import type { StepOf, TrialContext } from '../context.ts';
import { SUCCEEDED } from '../observation.ts';

/** Blocks this thread for the step's time. */
export function sleep(_context: TrialContext, step: StepOf<'sleep'>): StepObservation {
  block(step.seconds * 1000);
  return SUCCEEDED;
}
