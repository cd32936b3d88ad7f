import { nativePart } from '../libc/library.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import type { Result } from '../model/result.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import { configureNamespace } from '../netns/configure.ts';
import { dieWithParent, mountSysfs } from '../netns/process.ts';
import { isolatedFrom } from '../sandbox/identity.ts';
import type { SandboxMessage, SandboxOrder, SandboxRequest } from '../sandbox/messages.ts';

/** What a sandbox process does of what it is asked. */
export interface Work<R extends SandboxRequest> {
  readonly layout: (request: R) => SandboxLayout;
  /** Undefined where nothing is left to say. */
  readonly answer: (request: R) => Promise<Result<Report, FlowProblem> | undefined>;
}

export const send = (message: SandboxMessage): void => void process.send?.(message);

/** Resolves when the pipe has taken it, which also lets the event loop turn. */
export const sent = (message: SandboxMessage): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve());
  });

/**
 * The sandbox process: unshare(1) put it into a network namespace of its own, and nothing else runs in it; where it did
 * not, nothing is done. It needs no clean-up: when it ends, however it ends, the kernel closes its sockets and drops the
 * namespace.
 */
export function awaitOrder<R extends SandboxRequest>(work: Work<R>): void {
  const native = nativePart();
  if (native.ok) dieWithParent();
  process.once('disconnect', () => process.exit(0));
  process.on('message', async ({ request, caller }: SandboxOrder<R>) => {
    const ready = native.ok ? isolatedFrom(caller) : native;
    const result = ready.ok ? await answer(request, work) : cannot(ready.error);
    if (result === undefined) return;
    await sent({ kind: 'result', result });
    process.disconnect();
  });
}

async function answer<R extends SandboxRequest>(request: R, work: Work<R>): ReturnType<Work<R>['answer']> {
  mountSysfs();
  const configured = configureNamespace(work.layout(request));
  return configured.ok ? await work.answer(request) : cannot(configured.error);
}
