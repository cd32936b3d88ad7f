import { outcomeErrno } from '../../model/outcome.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { receiveBytes, sendBytes, sendUntilFull } from '../../net/transfer.ts';
import type { Destination } from './destinations.ts';
import { openIfNew } from './opening.ts';
import { learnPort, observed, result, type TrialContext, type StepOf, socketNamed } from './scene.ts';

/** The rest of a stream that came in pieces follows at once, or was never sent. Milliseconds. */
const REST_WAIT = 100;

/** send(2) */
export function send(scene: TrialContext, step: StepOf<'send'>): StepObservation {
  return openIfNew(scene, step, 'inet') ?? sendAs(scene, step, undefined);
}

/** sendto(2) */
export function sendto(scene: TrialContext, step: StepOf<'sendto'>): StepObservation {
  const to = scene.destinations.resolve(step.address, step.port, scene.saved);
  if ('outcome' in to) return to;
  return openIfNew(scene, step, to.address.family) ?? sendAs(scene, step, to);
}

/** A UDP socket without a port gets one by sending, also where the datagram is refused (inet_send_prepare()). */
function sendAs(scene: TrialContext, step: StepOf<'send' | 'sendto'>, to: Destination | undefined): StepObservation {
  const socket = socketNamed(scene, step.socket);
  const { fd, protocol } = socket;
  const sent =
    step.full === true && protocol === 'tcp'
      ? sendUntilFull(scene.sockets, fd, to?.sockaddr, scene.patience)
      : sendBytes(scene.sockets, fd, step.bytes ?? 1, to?.sockaddr, scene.patience);
  const local = protocol === 'udp' && socket.port === 0 ? learnPort(scene, socket) : undefined;
  return result(sent, local, to?.target);
}

/** recv(2). Where fewer bytes came than are expected, the rest of the stream is waited for. */
export function receive(scene: TrialContext, step: StepOf<'receive'>): StepObservation {
  const refused = openIfNew(scene, step, 'inet');
  if (refused !== undefined) return refused;
  const { fd, protocol } = socketNamed(scene, step.socket);
  const expected = step.expectBytes;
  const first = receiveBytes(scene.sockets, fd, scene.patience);
  if (!first.ok) return observed(outcomeErrno(first.error));
  let bytes = first.value;
  while (protocol === 'tcp' && bytes > 0 && bytes < (expected ?? 0)) {
    const more = receiveBytes(scene.sockets, fd, Math.min(REST_WAIT, scene.patience));
    if (!more.ok || more.value === 0) break;
    bytes += more.value;
  }
  return { outcome: expected === undefined || bytes === expected ? 'ok' : `bytes=${bytes}`, bytes };
}
