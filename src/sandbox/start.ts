import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ExperimentFailure } from '../experiment.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Problem, Result } from '../model/result.ts';
import type { HttpPlay } from '../model/story.ts';
import type { TrialResult } from '../model/trial-observation.ts';
import type { SandboxMessage, SandboxRequest } from './messages.ts';
import { explainRefusal } from './refusal.ts';

export interface SandboxListener {
  readonly progress: (done: number, total: number) => void;
  readonly onPorts: (ports: readonly PortReport[]) => void;
  readonly onText: (text: string, pid: number) => void;
  /** What came of some more of the trials that were asked for, in their order. */
  readonly onFindings?: (findings: readonly TrialResult[]) => void;
  readonly onHttp?: (play: HttpPlay) => void;
}

type Outcome = Result<Report, ExperimentFailure>;

/**
 * Runs the request in a process of its own inside a private network namespace. With CAP_SYS_ADMIN no user namespace
 * is needed, and other uids stay usable; everybody else becomes root of a new one (unshare(1), user_namespaces(7)).
 * Ends the process when `signal` says so: `undefined` is given then.
 */
export function runInSandbox(
  request: SandboxRequest,
  listener: SandboxListener,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  const flags = needsUserNamespace() ? '-Urnm' : '-nm';
  const child = spawn('unshare', [flags, process.execPath, fileURLToPath(new URL('./child.js', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  return new Promise((resolve) => {
    watch(child, listener, signal, resolve);
    // A process that ends before it reads has said why on stderr.
    child.once('spawn', () => child.send(request, () => undefined));
  });
}

/** Turns what becomes of the process into one outcome, given exactly once. */
function watch(
  child: ChildProcess,
  listener: SandboxListener,
  signal: AbortSignal,
  done: (outcome: Outcome | undefined) => void,
): void {
  let complaint = '';
  let outcome: Outcome | undefined;
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  child.on('message', (message: SandboxMessage) => {
    if (message.kind === 'progress') listener.progress(message.done, message.total);
    if (message.kind === 'ports') listener.onPorts(message.ports);
    if (message.kind === 'text') listener.onText(message.text, child.pid ?? 0);
    if (message.kind === 'findings') listener.onFindings?.(message.findings);
    if (message.kind === 'http') listener.onHttp?.(message.play);
    if (message.kind === 'result') outcome = message.result;
  });
  child.once('error', (error: NodeJS.ErrnoException) => done(failed(cannotStart(error))));
  child.once('close', (_code, killer) => {
    signal.removeEventListener('abort', stop);
    done(
      signal.aborted ? undefined : (outcome ?? failed(killer === null ? explainRefusal(complaint) : killed(killer))),
    );
  });
}

function cannotStart(error: NodeJS.ErrnoException): Problem {
  const message = `the sandbox could not start: unshare: ${error.code ?? error.message}`;
  return error.code === 'ENOENT' ? { message, hint: 'install util-linux, which brings unshare(1)' } : { message };
}

const killed = (killer: NodeJS.Signals): Problem => ({
  message: `the sandbox process was ended by ${killer} before it had a result`,
  ...(killer === 'SIGKILL' ? { hint: 'by somebody, or by the kernel for want of memory: see dmesg(1)' } : {}),
});

/** CAP_SYS_ADMIN is bit 21 of CapEff (proc_pid_status(5), linux/capability.h); root in a container may lack it. */
export function needsUserNamespace(status = readStatus()): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return effective === undefined ? process.geteuid?.() !== 0 : (BigInt(`0x${effective}`) & (1n << 21n)) === 0n;
}

function readStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}

const failed = (error: Problem): Outcome => ({ ok: false, error: { kind: 'cannot', problem: error } });
