import { sleep as block } from '../../../libc/wait.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import type { StepOf, TrialContext } from '../context.ts';
import { SUCCEEDED } from '../observation.ts';

/** Waits, and blocks this thread meanwhile. */
export function sleep(_context: TrialContext, step: StepOf<'sleep'>): StepObservation {
  block(step.seconds * 1000);
  return SUCCEEDED;
}
