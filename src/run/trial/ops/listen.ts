import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { learnPort, type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observedAt } from '../observation.ts';
import { openIfNew } from '../opening.ts';

const DEFAULT_BACKLOG = 128;

/** listen(2). A socket without a port gets one (inet_csk_listen_start()), also one that has lost an automatic port. */
export function listen(context: TrialContext, step: StepOf<'listen'>): StepObservation {
  const refused = openIfNew(context, step);
  if (refused !== undefined) return refused;
  const socket = socketNamed(context, step.socket);
  const outcome = context.sockets.listen(socket.fd, step.backlog ?? DEFAULT_BACKLOG);
  if (outcome === OK) socket.shared.listening = true;
  return observedAt(
    outcome,
    outcome === OK && !socket.shared.bound ? learnPort(context, socket) : undefined,
    undefined,
  );
}
