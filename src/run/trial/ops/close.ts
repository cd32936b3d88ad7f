import { refused } from '../../../model/outcome.ts';
import type { StepObservation } from '../../../model/trial-observation.ts';
import { type StepOf, socketNamed, type TrialContext } from '../context.ts';
import { observed, SUCCEEDED } from '../observation.ts';

/** close(2), with a FIN or with a RST. The name is free afterwards. A child process closes last. */
export function close(context: TrialContext, step: StepOf<'close'>): StepObservation {
  const { fd, holder } = socketNamed(context, step.socket);
  context.named.delete(step.socket);
  if (fd < 0) return observed(refused('close', 'EBADF'));
  if (step.op === 'close') context.sockets.close(fd);
  else context.sockets.reset(fd);
  holder?.end();
  return SUCCEEDED;
}
