import { holdHere } from '../flows/hold.ts';
import { runHere } from '../flows/run.ts';
import { reportOfNothing } from '../flows/trial-bench.ts';
import { cannot } from '../model/flow-problem.ts';
import { becomeProgram, newPidNamespace } from '../netns/process.ts';
import { openSockets } from '../run/open-sockets.ts';
import { visitListeners } from '../run/story-http.ts';
import { initOf } from '../sandbox/init.ts';
import type {
  CommandRequest,
  HoldRequest,
  HttpRequest,
  RunRequest,
  SandboxRequest,
  TrialsRequest,
} from '../sandbox/messages.ts';
import { layoutOf } from '../sandbox/trial-layout.ts';
import { awaitOrder, send, sent, type Work } from './order.ts';

type Answer = ReturnType<Work<SandboxRequest>['answer']>;

/** The sandbox process of whatever is no trial. */
awaitOrder<Exclude<SandboxRequest, TrialsRequest>>({
  layout: (request) => (request.kind === 'http' ? layoutOf(request.trial.sandbox) : request.layout),
  answer: (request) => {
    switch (request.kind) {
      case 'run':
        return run(request);
      case 'hold':
        return hold(request);
      case 'http':
        return serveHttp(request);
      case 'command':
        return startCommand(request);
    }
  },
});

const run = ({ experiment, withLinkFacts }: RunRequest): Answer =>
  runHere(experiment, {
    withLinkFacts,
    signal: new AbortController().signal,
    progress: (done, total) => send({ kind: 'progress', done, total }),
    onPorts: (ports) => send({ kind: 'ports', ports }),
  });

async function hold({ experiment }: HoldRequest): Answer {
  const signal = new AbortController().signal;
  const held = await holdHere(experiment, { signal, tell: (event) => send({ kind: 'hold', event }) });
  return held.ok ? undefined : held;
}

async function serveHttp({ trial }: HttpRequest): Answer {
  const sockets = openSockets();
  if (!sockets.ok) return cannot(sockets.error);
  send({ kind: 'http', play: await visitListeners(sockets.value, trial) });
  return reportOfNothing();
}

/** Descriptor of the stderr that the command gets. */
const STDERR = 4;

/** Where the command starts, it takes the place of this process, so that nothing is left to say. */
async function startCommand({ name, argv }: CommandRequest): Answer {
  const own = newPidNamespace();
  if (!own.ok) return cannot(own.error);
  await sent({ kind: 'starting' });
  process.env.BINDMATRIX_SANDBOX = name;
  // What Debian's prompts show before the host.
  process.env.debian_chroot ??= name;
  return cannot(becomeProgram(initOf(name, argv), STDERR));
}
