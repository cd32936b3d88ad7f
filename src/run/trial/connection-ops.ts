import { outcomeErrno } from '../../model/outcome.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { connectWithin, disconnect as dissolve } from '../../net/connect.ts';
import { shutDown } from '../../net/transfer.ts';
import { openIfNew } from './opening.ts';
import { observed, result, type TrialContext, type StepOf, socketNamed, type TrialSocket } from './scene.ts';

/** connect(2), which also chooses the local end that the socket lacks. */
export function connect(scene: TrialContext, step: StepOf<'connect'>): StepObservation {
  const to = scene.destinations.resolve(step.address, step.port, scene.saved);
  if ('outcome' in to) return to;
  const refused = openIfNew(scene, step, to.address.family);
  if (refused !== undefined) return refused;
  const socket = socketNamed(scene, step.socket);
  const outcome = connectWithin(scene.sockets, socket.fd, to.sockaddr, scene.patience);
  const local = scene.sockets.localName(socket.fd);
  if (socket.protocol === 'udp' && local !== undefined) socket.port = local.port;
  return result(outcome, local, to.target);
}

/** connect(2) to AF_UNSPEC. */
export function disconnect(scene: TrialContext, step: StepOf<'disconnect'>): StepObservation {
  const refused = openIfNew(scene, step, 'inet');
  if (refused !== undefined) return refused;
  const socket = socketNamed(scene, step.socket);
  const outcome = dissolve(socket.fd);
  if (outcome === 'ok') loseAssociation(socket);
  return result(outcome, scene.sockets.localName(socket.fd), undefined);
}

/** A port that was not bound goes with the connection, or with the listening (tcp_disconnect(), __udp_disconnect()). */
function loseAssociation(socket: TrialSocket): void {
  socket.listening = false;
  if (!socket.bound) socket.port = 0;
}

/** accept4(2), waiting for a connection. */
export function accept(scene: TrialContext, step: StepOf<'accept'>): StepObservation {
  const { sockets, named } = scene;
  const listener = socketNamed(scene, step.from);
  const end = performance.now() + scene.patience;
  let accepted = sockets.accept(listener.fd);
  while (!accepted.ok && accepted.error === 'accept:EAGAIN') {
    if (!sockets.waitFor(listener.fd, sockets.platform.POLLIN, end - performance.now())) break;
    accepted = sockets.accept(listener.fd);
  }
  const fd = accepted.ok ? accepted.value.fd : -1;
  const { protocol, port } = listener;
  named.set(step.socket, { name: step.socket, fd, protocol, port, bound: false, listening: false });
  if (!accepted.ok) return observed(outcomeErrno(accepted.error));
  const { peer } = accepted.value;
  return peer === undefined ? observed('ok') : { outcome: 'ok', peer };
}

/** shutdown(2). Of a listener it ends the listening, but for `write` (inet_shutdown()). */
export function shutdown(scene: TrialContext, step: StepOf<'shutdown'>): StepObservation {
  const refused = openIfNew(scene, step, 'inet');
  if (refused !== undefined) return refused;
  const socket = socketNamed(scene, step.socket);
  const outcome = shutDown(scene.sockets, socket.fd, step.how);
  if (outcome === 'ok' && socket.listening && step.how !== 'write') loseAssociation(socket);
  return observed(outcomeErrno(outcome));
}

/** close(2), with a FIN or with a RST. The name is free afterwards. */
export function close(scene: TrialContext, step: StepOf<'close'>): StepObservation {
  const { fd } = socketNamed(scene, step.socket);
  scene.named.delete(step.socket);
  if (fd < 0) return observed('EBADF');
  if (step.op === 'close') scene.sockets.close(fd);
  else scene.sockets.reset(fd);
  return observed('ok');
}
