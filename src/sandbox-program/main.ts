import { optimizeAsUsual, optimizeLater } from '../code-cache/optimize-later.ts';
import { holdHere } from '../flows/hold.ts';
import { runHere } from '../flows/run.ts';
import { emptyReport } from '../flows/trial-bench.ts';
import { nativePart } from '../libc/library.ts';
import { cannot } from '../model/flow-problem.ts';
import type { SandboxLayout } from '../model/sandbox.ts';
import { configureNamespace } from '../netns/configure.ts';
import { becomeProgram, dieWithParent, mountSysfs, newPidNamespace } from '../netns/process.ts';
import { openSockets } from '../run/open-sockets.ts';
import { visitListeners } from '../run/story-http.ts';
import { isolatedFrom } from '../sandbox/identity.ts';
import { initOf } from '../sandbox/init.ts';
import type {
  CommandRequest,
  HttpRequest,
  RunRequest,
  SandboxMessage,
  SandboxOrder,
  SandboxRequest,
  TrialsRequest,
} from '../sandbox/messages.ts';
import { layoutOf } from '../sandbox/trial-layout.ts';
import { runTrials } from './trials.ts';

/**
 * The sandbox process: unshare(1) put it into a network namespace of its own, and nothing else runs in it; where it did
 * not, nothing is done. It needs no clean-up: when it ends, however it ends, the kernel closes its sockets and drops the
 * namespace.
 */
const native = nativePart();
if (native.ok) dieWithParent();
process.once('disconnect', () => process.exit(0));
process.on('message', (order) => void answer(order as SandboxOrder));

const send = (message: SandboxMessage): void => void process.send?.(message);

async function answer({ request, caller }: SandboxOrder): Promise<void> {
  const isolated = native.ok ? isolatedFrom(caller) : native;
  if (!isolated.ok) return finish({ kind: 'result', result: cannot(isolated.error) });
  mountSysfs();
  const configured = configureNamespace(layoutFor(request));
  if (!configured.ok) return finish({ kind: 'result', result: cannot(configured.error) });
  const last = await work(request);
  if (last !== undefined) finish(last);
}

/** Undefined where nothing is left to say. */
async function work(request: SandboxRequest): Promise<SandboxMessage | undefined> {
  switch (request.kind) {
    case 'run':
      return await runRequest(request);
    case 'hold': {
      const signal = new AbortController().signal;
      const held = await holdHere(request.experiment, { signal, tell: (event) => send({ kind: 'hold', event }) });
      return held.ok ? undefined : { kind: 'result', result: held };
    }
    case 'trials':
      return { kind: 'result', result: await trialsRequest(request) };
    case 'http':
      return await serveHttp(request);
    case 'command':
      return await startCommand(request);
  }
}

/** Descriptor of the stderr that the command gets. */
const STDERR = 4;

/** Where the command starts, it takes the place of this process, so that nothing is left to say. */
async function startCommand({ name, argv }: CommandRequest): Promise<SandboxMessage> {
  const own = newPidNamespace();
  if (!own.ok) return { kind: 'result', result: cannot(own.error) };
  await new Promise<void>((resolve) => process.send?.({ kind: 'starting' } satisfies SandboxMessage, () => resolve()));
  process.env.BINDMATRIX_SANDBOX = name;
  // What Debian's prompts show before the host.
  process.env.debian_chroot ??= name;
  return { kind: 'result', result: cannot(becomeProgram(initOf(name, argv), STDERR)) };
}

async function runRequest({ experiment, withLinkFacts }: RunRequest): Promise<SandboxMessage> {
  const result = await runHere(experiment, {
    withLinkFacts,
    signal: new AbortController().signal,
    progress: (done, total) => send({ kind: 'progress', done, total }),
    onPorts: (ports) => send({ kind: 'ports', ports }),
  });
  return { kind: 'result', result };
}

async function serveHttp({ trial }: HttpRequest): Promise<SandboxMessage> {
  const sockets = openSockets();
  if (!sockets.ok) return { kind: 'result', result: cannot(sockets.error) };
  send({ kind: 'http', play: await visitListeners(sockets.value, trial) });
  return { kind: 'result', result: emptyReport() };
}

/** Trials configure namespaces of their own. */
const BARE: SandboxLayout = { devices: [], loopback: [], sysctls: {} };

function layoutFor(request: SandboxRequest): SandboxLayout {
  if (request.kind === 'trials') return BARE;
  return request.kind === 'http' ? layoutOf(request.trial.sandbox) : request.layout;
}

/** Trials that take long enough together. */
const MANY = 100;

async function trialsRequest(request: TrialsRequest): ReturnType<typeof runTrials> {
  if (request.trials.length >= MANY) optimizeLater();
  const result = await runTrials(request, sendResults(request));
  optimizeAsUsual();
  return result;
}

/** Resolves when the pipe has taken the results, which also lets the event loop turn. */
const sendResults =
  ({ trials }: TrialsRequest): Parameters<typeof runTrials>[1] =>
  (results, done) =>
    new Promise((resolve) => {
      send({ kind: 'progress', done, total: trials.length });
      process.send?.({ kind: 'trials', results } satisfies SandboxMessage, () => resolve());
    });

function finish(message: SandboxMessage): void {
  process.send?.(message, () => process.disconnect());
}
