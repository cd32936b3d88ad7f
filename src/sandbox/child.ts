import { holdExperiment, playOverHttp, runExperiment, trialsReport } from '../experiment.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import { configureNamespace } from '../netns/configure.ts';
import { dieWithParent, mountSysfs } from '../net/process.ts';
import type { HttpRequest, SandboxMessage, SandboxRequest, TrialsRequest } from './messages.ts';
import { layoutOf, runTrials, type SendFindings } from './trials.ts';

/**
 * The sandbox process: unshare(1) put it into a network namespace of its own, and nothing else runs in it. It
 * needs no clean-up: when it ends, however it ends, the kernel closes its sockets and drops the namespace.
 */
dieWithParent();
process.once('disconnect', () => process.exit(0));
process.on('message', (request) => void serve(request as SandboxRequest));

const say = (message: SandboxMessage): void => void process.send?.(message);

/** Trials furnish namespaces of their own. */
const BARE: SandboxLayout = { devices: [], loopback: [], sysctls: {} };

async function serve(request: SandboxRequest): Promise<void> {
  mountSysfs();
  const furnished = configureNamespace(layoutFor(request));
  if (!furnished.ok)
    return finish({ kind: 'result', result: { ok: false, error: { kind: 'cannot', problem: furnished.error } } });
  if ('trials' in request) return finish({ kind: 'result', result: await runTrials(request, sendFindings(request)) });
  if ('http' in request) return finish(await overHttp(request));
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

function layoutFor(request: SandboxRequest): SandboxLayout {
  if ('trials' in request) return BARE;
  return 'http' in request ? layoutOf(request.http.sandbox) : request.layout;
}

async function overHttp({ http, version }: HttpRequest): Promise<SandboxMessage> {
  const played = await playOverHttp(http);
  if (!played.ok) return { kind: 'result', result: { ok: false, error: { kind: 'cannot', problem: played.error } } };
  say({ kind: 'http', play: played.value });
  return { kind: 'result', result: trialsReport(version) };
}

/** Waits until the pipe has taken them, which also lets the loop turn. */
const sendFindings =
  ({ trials }: TrialsRequest): SendFindings =>
  (findings, done) =>
    new Promise((resolve) => {
      say({ kind: 'progress', done, total: trials.length });
      process.send?.({ kind: 'findings', findings } satisfies SandboxMessage, () => resolve());
    });

function finish(message: SandboxMessage): void {
  process.send?.(message, () => process.disconnect());
}
