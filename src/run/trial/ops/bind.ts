import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { learnPort, type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observedAt } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** bind(2) */
export function bind(context: TrialContext, step: StepOf<'bind'>): StepObservation {
  const to = context.destinations.resolve(step.address, step.port, context.saved);
  if ('outcome' in to) return to;
  const refused = openIfNew(context, step, to.address.family);
  if (refused !== undefined) return refused;
  const socket = socketNamed(context, step.socket);
  const outcome = context.sockets.bind(socket.fd, to.sockaddr);
  if (outcome === OK) {
    socket.shared.port = to.port;
    // A port that the kernel chose is not kept (SOCK_BINDPORT_LOCK, __inet_bind()).
    socket.shared.bound = to.port !== 0;
  }
  return observedAt(outcome, outcome === OK && to.port === 0 ? learnPort(context, socket) : undefined, to.target);
}
