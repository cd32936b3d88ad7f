import { errnoName } from '../../libc/errno.ts';
import { errno } from '../../libc/library.ts';
import { outcomeErrno } from '../../model/outcome.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { nameMismatch } from './expected-name.ts';
import { openIfNew } from './opening.ts';
import { learnPort, observed, result, type TrialContext, type StepOf, socketNamed } from './scene.ts';

const DEFAULT_BACKLOG = 128;

/** socket(2) */
export const openSocket = (scene: TrialContext, step: StepOf<'socket'>): StepObservation =>
  openIfNew(scene, step, 'inet') ?? observed('ok');

/** setsockopt(2) */
export function setOptions(scene: TrialContext, step: StepOf<'setsockopt'>): StepObservation {
  const refused = openIfNew(scene, step, 'inet');
  if (refused !== undefined) return refused;
  return observed(outcomeErrno(scene.sockets.setOptions(socketNamed(scene, step.socket).fd, step.set)));
}

/** bind(2) */
export function bind(scene: TrialContext, step: StepOf<'bind'>): StepObservation {
  const to = scene.destinations.resolve(step.address, step.port, scene.saved);
  if ('outcome' in to) return to;
  const refused = openIfNew(scene, step, to.address.family);
  if (refused !== undefined) return refused;
  const socket = socketNamed(scene, step.socket);
  const outcome = scene.sockets.bind(socket.fd, to.sockaddr);
  if (outcome === 'ok') {
    socket.port = to.port;
    // A port that the kernel chose is not kept (SOCK_BINDPORT_LOCK, __inet_bind()).
    socket.bound = to.port !== 0;
  }
  return result(outcome, outcome === 'ok' && to.port === 0 ? learnPort(scene, socket) : undefined, to.target);
}

/** listen(2). A socket without a port gets one (inet_csk_listen_start()); one that a call gave back it has no more. */
export function listen(scene: TrialContext, step: StepOf<'listen'>): StepObservation {
  const refused = openIfNew(scene, step, 'inet');
  if (refused !== undefined) return refused;
  const socket = socketNamed(scene, step.socket);
  const outcome = scene.sockets.listen(socket.fd, step.backlog ?? DEFAULT_BACKLOG);
  if (outcome === 'ok') socket.listening = true;
  return result(outcome, outcome === 'ok' && !socket.bound ? learnPort(scene, socket) : undefined, undefined);
}

/** getsockname(2) */
export function getsockname(scene: TrialContext, step: StepOf<'getsockname'>): StepObservation {
  const refused = openIfNew(scene, step, 'inet');
  if (refused !== undefined) return refused;
  const local = scene.sockets.localName(socketNamed(scene, step.socket).fd);
  if (local === undefined) return observed(errnoName(errno()));
  return nameMismatch(step, local, scene.saved) ?? { outcome: 'ok', local };
}
