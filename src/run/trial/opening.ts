import type { Family } from '../../model/address.ts';
import { outcomeErrno } from '../../model/outcome.ts';
import type { Opening } from '../../model/trial.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import type { TrialContext } from './scene.ts';

/** Anything that names a socket and may be the first to do so. */
interface MayOpen {
  readonly socket: string;
  readonly open?: Opening;
}

/**
 * socket(2) and its options, where the step is the first to name the socket. A refused option leaves the socket
 * open, and is the step's outcome. `family` is that of the step's address.
 */
export function openIfNew(scene: TrialContext, step: MayOpen, family: Family): StepObservation | undefined {
  const known = scene.named.get(step.socket);
  if (known !== undefined && (known.fd >= 0 || step.open === undefined)) return undefined;
  const protocol = step.open?.protocol ?? 'tcp';
  const opened = scene.sockets.open(protocol, step.open?.family ?? family);
  scene.protocols.add(protocol);
  const fd = opened.ok ? opened.value : -1;
  scene.named.set(step.socket, { name: step.socket, fd, protocol, port: 0, bound: false, listening: false });
  if (!opened.ok) return { outcome: outcomeErrno(opened.error), call: 'socket' };
  if (step.open === undefined) return undefined;
  const set = scene.sockets.setOptions(fd, step.open);
  return set === 'ok' ? undefined : { outcome: outcomeErrno(set), call: 'setsockopt' };
}
