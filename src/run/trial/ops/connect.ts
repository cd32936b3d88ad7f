import type { StepObservation } from '../../../model/trial-observation.ts';
import { connectOnce, connectWithin } from '../../../net/connect.ts';
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
  const { sockets, patience } = context;
  const waits = step.wait !== false;
  const outcome = waits
    ? connectWithin(sockets, socket.fd, to.sockaddr, patience)
    : connectOnce(socket.fd, to.sockaddr);
  const local = sockets.localName(socket.fd);
  if (socket.protocol === 'udp' && local !== undefined) socket.shared.port = local.port;
  return observedAt(outcome, local, to.target);
}
