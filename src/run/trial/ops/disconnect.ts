import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { disconnect as dissolve } from '../../../net/connect.ts';
import { loseAssociation, type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observedAt } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** connect(2) to AF_UNSPEC. */
export function disconnect(context: TrialContext, step: StepOf<'disconnect'>): StepObservation {
  const refused = openIfNew(context, step);
  if (refused !== undefined) return refused;
  const socket = socketNamed(context, step.socket);
  const outcome = dissolve(socket.fd);
  if (outcome === OK) loseAssociation(socket);
  return observedAt(outcome, context.sockets.localName(socket.fd), undefined);
}
