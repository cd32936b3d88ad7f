import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import { ok, type Result } from '../model/result.ts';
import { namespaceIdentity } from './identity.ts';
import type { CommandRequest, SandboxMessage } from './messages.ts';
import { needsUserNamespace } from './privilege.ts';
import { ask, cannotStart, startProcess } from './process.ts';
import { explainRefusal } from './refusal.ts';
import { childrenOf, type RunningSandbox } from './running.ts';

/** A command that runs in a sandbox, on the terminal of its caller. */
export interface SandboxCommand {
  /** The exit code: that of the command, or 128 and the number of the signal that ended it. */
  readonly ended: Promise<Result<number, FlowProblem>>;
  /** Sends a signal to the command itself. */
  readonly pass: (signal: NodeJS.Signals) => void;
  /** Ends the command; of one that has started the sandbox, everything in it. */
  readonly end: () => void;
}

/**
 * Starts a command in a sandbox of its own. When it ends, or this process does, the kernel ends all that is in there, and
 * drops the namespaces. `onStart`: the sandbox is laid out.
 */
export function startInSandbox(request: CommandRequest, onStart: () => void): SandboxCommand {
  const child = startProcess('other', ['inherit', 'inherit', 'pipe', 'ipc', 2]);
  ask(child, { request, caller: namespaceIdentity() });
  let complaint = '';
  let started = false;
  let answer: Result<never, FlowProblem> | undefined;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  child.on('message', (message: SandboxMessage) => {
    if (message.kind === 'result' && !message.result.ok) answer = message.result;
    if (message.kind !== 'starting') return;
    started = true;
    onStart();
  });
  const first = (): number | undefined => childrenOf(child.pid ?? 0)[0];
  return {
    ended: endOf(child, (code) => answer ?? (started ? ok(code) : cannot(explainRefusal(complaint)))),
    pass: (signal) => send(childrenOf(first() ?? 0)[0], signal),
    end: () => send(first() ?? child.pid, 'SIGKILL'),
  };
}

/** In the folder of the caller: setns(2) of a mount namespace leads to its root. unshare(1) as in init.ts. */
const IN_FOLDER = 'cd -- "$1" 2>/dev/null; shift; exec unshare -- "$@"';

/** Starts a command in a sandbox that runs. It ends with that sandbox. */
export function joinSandbox({ name, pid }: RunningSandbox, argv: readonly string[], folder: string): SandboxCommand {
  const user = needsUserNamespace() ? ['-U', '--preserve-credentials'] : [];
  const command = ['sh', '-c', IN_FOLDER, 'bindmatrix', folder, ...argv];
  const child = spawn('nsenter', ['-t', String(pid), ...user, '-n', '-m', '-p', '--', ...command], {
    stdio: 'inherit',
    env: { ...process.env, BINDMATRIX_SANDBOX: name, debian_chroot: process.env.debian_chroot ?? name },
  });
  const own = (): number | undefined => childrenOf(child.pid ?? 0)[0];
  return {
    ended: endOf(child, ok),
    pass: (signal) => send(own(), signal),
    end: () => send(own() ?? child.pid, 'SIGKILL'),
  };
}

type Ended = Result<number, FlowProblem>;

/** What became of the process, once: its code is that of a shell where a signal ended it. */
const endOf = (child: ChildProcess, answer: (code: number) => Ended): Promise<Ended> =>
  new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(cannot(cannotStart(error, child.spawnfile))));
    child.once('close', (code, killer) =>
      resolve(answer(code ?? 128 + (killer === null ? 0 : constants.signals[killer]))),
    );
  });

function send(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
