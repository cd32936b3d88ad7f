import { holdExperiment, runExperiment } from '../experiment.ts';
import { furnish } from '../net/namespace.ts';
import { dieWithParent, mountSysfs } from '../net/process.ts';
import type { SandboxMessage, SandboxRequest } from './messages.ts';

/**
 * The sandbox process: unshare(1) put it into a network namespace of its own, and nothing else runs in it. It
 * needs no clean-up: when it ends, however it ends, the kernel closes its sockets and drops the namespace.
 */
dieWithParent();
process.once('disconnect', () => process.exit(0));
process.on('message', (request) => void serve(request as SandboxRequest));

const say = (message: SandboxMessage): void => void process.send?.(message);

async function serve(request: SandboxRequest): Promise<void> {
  mountSysfs();
  const furnished = furnish(request.layout);
  if (!furnished.ok)
    return finish({ kind: 'result', result: { ok: false, error: { kind: 'cannot', problem: furnished.error } } });
  const signal = new AbortController().signal;
  if (request.hold) {
    const held = await holdExperiment(request.experiment, signal, (text) => say({ kind: 'text', text }));
    if (!held.ok) finish({ kind: 'result', result: held });
    return;
  }
  const result = await runExperiment(request.experiment, {
    where: 'sandbox',
    version: request.version,
    withLinkFacts: request.withLinkFacts,
    signal,
    progress: (done, total) => say({ kind: 'progress', done, total }),
    onPorts: (ports) => say({ kind: 'ports', ports }),
  });
  finish({ kind: 'result', result });
}

function finish(message: SandboxMessage): void {
  process.send?.(message, () => process.disconnect());
}
