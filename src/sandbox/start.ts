import { interrupted } from '../model/flow-problem.ts';
import { namespaceIdentity } from './identity.ts';
import type { SandboxRequest } from './messages.ts';
import { type SandboxAnswer, type SandboxListener, SandboxProcess } from './process.ts';
import type { SpareSandbox } from './spare.ts';

/**
 * Runs the request in a process of its own inside a private network namespace, in the spare one where that is still there.
 * The process makes sure that its namespaces are not those of this one before it changes anything.
 * `signal` ends the process; the answer is `interrupted` then.
 */
export function runInSandbox(
  request: SandboxRequest,
  listener: SandboxListener,
  signal: AbortSignal,
  spare?: SpareSandbox,
): Promise<SandboxAnswer> {
  if (signal.aborted) return Promise.resolve(interrupted());
  const purpose = request.kind === 'trials' ? 'trials' : 'other';
  const process = spare?.take(purpose) ?? new SandboxProcess(purpose);
  return process.answer({ request, caller: namespaceIdentity() }, listener, signal);
}
