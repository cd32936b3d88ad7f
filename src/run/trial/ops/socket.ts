import type { StepObservation } from '../../../model/trial-observation.ts';
import type { StepOf, TrialContext } from '../context.ts';
import { SUCCEEDED } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** socket(2) */
export const socket = (context: TrialContext, step: StepOf<'socket'>): StepObservation =>
  openIfNew(context, step) ?? SUCCEEDED;
