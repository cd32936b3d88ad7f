import type { StepObservation } from '../../../model/trial-observation.ts';
import { connectWithin } from '../../../net/connect.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observedAt } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** connect(2), which also chooses the local end that the socket lacks. */
export function connect(context: TrialContext, step: StepOf<'connect'>): StepObservation {
  const to = context.destinations.resolve(step.address, step.port, context.saved);
  if ('outcome' in to) return to;
  const refused = openIfNew(context, step, to.address.family);
  if (refused !== undefined) return refused;
  const socket = socketNamed(context, step.socket);
  const outcome = connectWithin(context.sockets, socket.fd, to.sockaddr, context.patience);
  const local = context.sockets.localName(socket.fd);
  if (socket.protocol === 'udp' && local !== undefined) socket.port = local.port;
  return observedAt(outcome, local, to.target);
}
