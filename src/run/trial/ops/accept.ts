import { waitFor } from '../../../libc/wait.ts';
import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { type StepOf, socketNamed, type TrialContext, unbound } from '../context.ts';
import { observed, SUCCEEDED } from '../observation.ts';

/** accept4(2), waiting for a connection. */
export function accept(context: TrialContext, step: StepOf<'accept'>): StepObservation {
  const { sockets, named } = context;
  const listener = socketNamed(context, step.from);
  const end = performance.now() + context.patience;
  let accepted = sockets.accept(listener.fd);
  while (!accepted.ok && accepted.error.errno === 'EAGAIN') {
    if (!waitFor(listener.fd, sockets.platform.POLLIN, end - performance.now())) break;
    accepted = sockets.accept(listener.fd);
  }
  const fd = accepted.ok ? accepted.value.fd : -1;
  const { protocol } = listener;
  const shared = { ...unbound(), port: listener.shared.port };
  named.set(step.socket, { name: step.socket, fd, protocol, shared });
  if (!accepted.ok) return observed(accepted.error);
  const { peer } = accepted.value;
  return peer === undefined ? SUCCEEDED : { outcome: OK, peer };
}
