import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { cannot, type FlowProblem, interrupted } from '../model/flow-problem.ts';
import type { HoldEvent } from '../model/hold.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Problem, Result } from '../model/result.ts';
import type { HttpPlay } from '../model/story.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import { namespaceIdentity } from './identity.ts';
import type { SandboxMessage, SandboxOrder, SandboxRequest } from './messages.ts';
import { needsUserNamespace } from './privilege.ts';
import { explainRefusal } from './refusal.ts';

/** What a caller wants to be told of, as it happens. */
export interface SandboxListener {
  readonly progress?: (done: number, total: number) => void;
  readonly onPorts?: (ports: readonly PortReport[]) => void;
  /** `pid`: the process inside the sandbox. */
  readonly onHoldEvent?: (event: HoldEvent, pid: number) => void;
  /** Of some more of the trials that were asked for, in their order. */
  readonly onTrialResults?: (results: readonly TrialResult[]) => void;
  readonly onHttpPlay?: (play: HttpPlay) => void;
}

type Answer = Result<Report, FlowProblem>;

/** The sandbox program, beside this one once both are built. */
const PROGRAM = join(import.meta.dirname, 'sandbox-program.js');

/**
 * Runs the request in a process of its own inside a private network namespace. With CAP_SYS_ADMIN no user namespace
 * is needed, and other uids stay usable; everybody else becomes root of a new one (unshare(1), user_namespaces(7)). The
 * process makes sure that its namespaces are not those of this one before it changes anything.
 * `signal` ends the process; the answer is `interrupted` then.
 */
export function runInSandbox(request: SandboxRequest, listener: SandboxListener, signal: AbortSignal): Promise<Answer> {
  if (signal.aborted) return Promise.resolve(interrupted());
  const child = startSandbox(request, ['ignore', 'inherit', 'pipe', 'ipc']);
  return new Promise((resolve) => watch(child, listener, signal, resolve));
}

/** Starts the process, and sends it what is asked. Descriptor 2 of it is a pipe, 3 the IPC channel. */
export function startSandbox(request: SandboxRequest, stdio: StdioOptions): ChildProcess {
  const flags = needsUserNamespace() ? '-Urnm' : '-nm';
  const child = spawn('unshare', [flags, process.execPath, PROGRAM], { stdio, serialization: 'advanced' });
  const order: SandboxOrder = { request, caller: namespaceIdentity() };
  // A process that ends before it reads has said why on stderr.
  child.once('spawn', () => child.send(order, () => undefined));
  return child;
}

/** Turns what becomes of the process into one answer, given exactly once. */
function watch(
  child: ChildProcess,
  listener: SandboxListener,
  signal: AbortSignal,
  done: (answer: Answer) => void,
): void {
  let complaint = '';
  let answer: Answer | undefined;
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  child.on('message', (message: SandboxMessage) => {
    if (message.kind === 'result') answer = message.result;
    else passOn(message, listener, child.pid ?? 0);
  });
  child.once('error', (error: NodeJS.ErrnoException) => {
    // Nothing else closes the pipes to a process that never was.
    child.stderr?.destroy();
    if (child.connected) child.disconnect();
    done(cannot(cannotStart(error)));
  });
  child.once('close', (_code, killer) => {
    signal.removeEventListener('abort', stop);
    const lost = killer === null ? explainRefusal(complaint) : killed(killer);
    done(signal.aborted ? interrupted() : (answer ?? cannot(lost)));
  });
}

function passOn(message: SandboxMessage, listener: SandboxListener, pid: number): void {
  if (message.kind === 'progress') listener.progress?.(message.done, message.total);
  if (message.kind === 'ports') listener.onPorts?.(message.ports);
  if (message.kind === 'hold') listener.onHoldEvent?.(message.event, pid);
  if (message.kind === 'trials') listener.onTrialResults?.(message.results);
  if (message.kind === 'http') listener.onHttpPlay?.(message.play);
}

const START_HINTS: Readonly<Record<string, string>> = {
  ENOENT: 'install util-linux, which brings unshare(1) and nsenter(1), or name its directory in PATH',
  EMFILE: 'raise the limit of open files of this process (ulimit -n): a sandbox needs 64',
  EAGAIN: 'raise the limit of processes of this user (ulimit -u), or of its cgroup (pids.max)',
};

/** Why unshare(1), or another program of util-linux, could itself not be started. */
export function cannotStart(error: NodeJS.ErrnoException, program = 'unshare'): Problem {
  const message = `the sandbox could not start: ${program}: ${error.code ?? error.message}`;
  const hint = START_HINTS[error.code ?? ''];
  return hint === undefined ? { message } : { message, hint };
}

const killed = (killer: NodeJS.Signals): Problem => ({
  message: `the sandbox process was killed by ${killer} before it had a result`,
  ...(killer === 'SIGKILL' ? { hint: 'dmesg(1) shows whether the kernel killed it because memory ran out' } : {}),
});
