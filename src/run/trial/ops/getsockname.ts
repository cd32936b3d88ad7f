import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { nameMismatch } from '../expected-name.ts';
import { observed, SUCCEEDED } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** getsockname(2) */
export function getsockname(context: TrialContext, step: StepOf<'getsockname'>): StepObservation {
  const refused = openIfNew(context, step);
  if (refused !== undefined) return refused;
  const local = context.sockets.name(socketNamed(context, step.socket).fd);
  if (!local.ok) return observed(local.error);
  if (local.value === undefined) return SUCCEEDED;
  return nameMismatch(step, local.value, context.saved) ?? { outcome: OK, local: local.value };
}
