import { OK } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { receiveBytes } from '../../../net/transfer.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { differs, observed } from '../observation.ts';
import { openIfNew } from '../opening.ts';

/** How long to wait for the rest of a stream, in milliseconds: it follows at once, or was never sent. */
const REST_WAIT = 100;

/** recv(2). If fewer bytes came than are expected, it waits for the rest of the stream. */
export function receive(context: TrialContext, step: StepOf<'receive'>): StepObservation {
  const refused = openIfNew(context, step);
  if (refused !== undefined) return refused;
  const { sockets, patience } = context;
  const { fd, protocol } = socketNamed(context, step.socket);
  const expected = step.expectBytes;
  const first = receiveBytes(sockets, fd, patience);
  if (!first.ok) return observed(first.error);
  let bytes = first.value;
  while (protocol === 'tcp' && bytes > 0 && bytes < (expected ?? 0)) {
    const more = receiveBytes(sockets, fd, Math.min(REST_WAIT, patience));
    if (!more.ok || more.value === 0) break;
    bytes += more.value;
  }
  return { outcome: expected === undefined || bytes === expected ? OK : differs(`bytes=${bytes}`), bytes };
}
