import type { StepObservation } from '../../../model/trial-observation.ts';
import { sendBytes, sendUntilFull } from '../../../net/transfer.ts';
import { learnPort, type StepOf, socketNamed, type TrialContext } from '../context.ts';
import type { Destination } from '../destinations.ts';
import { observedAt } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** send(2) */
export const send = (context: TrialContext, step: StepOf<'send'>): StepObservation =>
  openIfNew(context, step) ?? sendAs(context, step, undefined);

/** sendto(2) */
export function sendto(context: TrialContext, step: StepOf<'sendto'>): StepObservation {
  const to = context.destinations.resolve(step.address, step.port, context.saved);
  if ('outcome' in to) return to;
  return openIfNew(context, step, to.address.family) ?? sendAs(context, step, to);
}

/** A UDP socket without a port gets one by sending, even if the datagram is refused (inet_send_prepare()). */
function sendAs(context: TrialContext, step: StepOf<'send' | 'sendto'>, to: Destination | undefined): StepObservation {
  const { sockets, patience } = context;
  const socket = socketNamed(context, step.socket);
  const { fd, protocol } = socket;
  const sent =
    step.full === true && protocol === 'tcp'
      ? sendUntilFull(sockets, fd, to?.sockaddr, patience)
      : sendBytes(sockets, fd, step.bytes ?? 1, to?.sockaddr, patience);
  const local = protocol === 'udp' && socket.shared.port === 0 ? learnPort(context, socket) : undefined;
  return observedAt(sent, local, to?.target);
}
