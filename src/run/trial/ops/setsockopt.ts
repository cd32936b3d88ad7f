import type { StepObservation } from '../../../model/trial-observation.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observed } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** setsockopt(2) */
export const setsockopt = (context: TrialContext, step: StepOf<'setsockopt'>): StepObservation =>
  openIfNew(context, step) ?? observed(context.sockets.setOptions(socketNamed(context, step.socket).fd, step.set));
