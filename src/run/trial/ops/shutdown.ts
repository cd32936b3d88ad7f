import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { shutDown } from '../../../net/transfer.ts';
import { loseAssociation, type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observed } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** shutdown(2). Except with `write`, it ends the listening of a listener (inet_shutdown()). */
export function shutdown(context: TrialContext, step: StepOf<'shutdown'>): StepObservation {
  const refused = openIfNew(context, step);
  if (refused !== undefined) return refused;
  const socket = socketNamed(context, step.socket);
  const outcome = shutDown(context.sockets, socket.fd, step.how);
  if (outcome === OK && socket.shared.listening && step.how !== 'write') loseAssociation(socket);
  return observed(outcome);
}
