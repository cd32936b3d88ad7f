import type { Family } from '../../model/address.ts';
import { OK } from '../../model/outcome.ts';
import type { Opening } from '../../model/trial.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import { type TrialContext, unbound } from './context.ts';
import { observed } from './observation.ts';

/** A step that may be the first to name a socket. */
interface MayOpen {
  readonly socket: string;
  readonly open?: Opening;
}

/**
 * socket(2) and its options, if the step is the first to name the socket. A refused call is the step's outcome; after a
 * refused option the socket stays open. `family` is that of the step's address.
 */
export function openIfNew(context: TrialContext, step: MayOpen, family: Family = 'inet'): StepObservation | undefined {
  const known = context.named.get(step.socket);
  if (known !== undefined && (known.fd >= 0 || step.open === undefined)) return undefined;
  const protocol = step.open?.protocol ?? 'tcp';
  const opened = context.sockets.open(protocol, step.open?.family ?? family, step.open?.mptcp);
  context.protocols.add(protocol);
  const fd = opened.ok ? opened.value : -1;
  context.named.set(step.socket, { name: step.socket, fd, protocol, shared: unbound() });
  if (!opened.ok) return observed(opened.error);
  if (step.open === undefined) return undefined;
  const set = context.sockets.setOptions(fd, step.open);
  return set === OK ? undefined : observed(set);
}
