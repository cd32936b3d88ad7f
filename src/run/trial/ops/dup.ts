import { refused } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { startHolder } from '../../../net/holder-process.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { notTried, observed, SUCCEEDED } from '../observation.ts';

/** dup(2): one more descriptor of the socket. */
export function dup(context: TrialContext, step: StepOf<'dup'>): StepObservation {
  const { protocol, fd, shared } = socketNamed(context, step.from);
  const copy = context.sockets.duplicate(fd);
  context.named.set(step.socket, { name: step.socket, fd: copy.ok ? copy.value : -1, protocol, shared });
  return copy.ok ? SUCCEEDED : observed(copy.error);
}

/**
 * A child process that inherits the socket. This process keeps a descriptor too, through which the steps that name the child
 * make their calls; the child's is the last to be closed.
 */
export function fork(context: TrialContext, step: StepOf<'fork'>): StepObservation {
  const from = socketNamed(context, step.from);
  if (from.fd < 0) {
    context.named.set(step.socket, { ...from, name: step.socket });
    return observed(refused('fork', 'EBADF'));
  }
  const copied = dup(context, { ...step, op: 'dup' });
  const holder = copied === SUCCEEDED ? startHolder(from.fd) : undefined;
  if (holder === undefined)
    return copied === SUCCEEDED ? notTried('cat(1), which holds the socket, cannot be started') : copied;
  context.named.set(step.socket, { ...socketNamed(context, step.socket), holder });
  return copied;
}
