import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { cannot, type FlowProblem, interrupted } from '../model/flow-problem.ts';
import type { HoldEvent } from '../model/hold.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Problem, Result } from '../model/result.ts';
import type { HttpPlay } from '../model/story.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import type { SandboxMessage, SandboxOrder } from './messages.ts';
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

/** What the sandbox process gives in the end. */
export type SandboxAnswer = Result<Report, FlowProblem>;

/** The sandbox program, beside this one once both are built. */
const PROGRAM = join(import.meta.dirname, 'sandbox-program.js');

/** What the process can be asked: trials, or what is none. */
export type Purpose = 'trials' | 'other';

/**
 * Starts the process; it does nothing before it is asked. Descriptor 2 of it is a pipe, 3 the IPC channel. With
 * CAP_SYS_ADMIN no user namespace is needed, and other uids stay usable; everybody else becomes root of a new one
 * (unshare(1), user_namespaces(7)).
 */
export function startProcess(purpose: Purpose, stdio: StdioOptions): ChildProcess {
  const flags = needsUserNamespace() ? '-Urnm' : '-nm';
  return spawn('unshare', [flags, process.execPath, PROGRAM, purpose], { stdio, serialization: 'advanced' });
}

/** Sends it what is asked. One that has ended before, or never was, has said why on stderr or by its `error`. */
export function ask(child: ChildProcess, order: SandboxOrder): void {
  if (child.pid !== undefined) child.send(order, () => undefined);
}

/** A sandbox process that answers one request. */
export class SandboxProcess {
  readonly #child: ChildProcess;
  /** Why it ended without an answer. */
  readonly #lost: Promise<Problem>;

  constructor(purpose: Purpose) {
    this.#child = startProcess(purpose, ['ignore', 'inherit', 'pipe', 'ipc']);
    this.#lost = lossOf(this.#child);
  }

  /** `signal` ends the process; the answer is `interrupted` then. */
  async answer(order: SandboxOrder, listener: SandboxListener, signal: AbortSignal): Promise<SandboxAnswer> {
    let answer: SandboxAnswer | undefined;
    const stop = (): void => this.end();
    signal.addEventListener('abort', stop, { once: true });
    this.#child.on('message', (message: SandboxMessage) => {
      if (message.kind === 'result') answer = message.result;
      else passOn(message, listener, this.#child.pid ?? 0);
    });
    ask(this.#child, order);
    const lost = await this.#lost;
    signal.removeEventListener('abort', stop);
    return signal.aborted ? interrupted() : (answer ?? cannot(lost));
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}

function lossOf(child: ChildProcess): Promise<Problem> {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      // Nothing else closes the pipes to a process that never was.
      child.stderr?.destroy();
      if (child.connected) child.disconnect();
      resolve(cannotStart(error));
    });
    child.once('close', (_code, killer) => resolve(killer === null ? explainRefusal(complaint) : killed(killer)));
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
