import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Result } from '../../src/model/result.ts';
import type { Answer } from './guest/order.ts';

/** What a kernel is booted for. */
export interface Task {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** A folder, for this task alone, that the host can write to; not below /tmp or /run. */
  readonly folder: string;
  /** The program of the kernel's first process: guest/init.ts, bundled. */
  readonly init: string;
  /** Files and folders that programs need there. */
  readonly files: readonly string[];
}

/** Boots a kernel for one task, and waits for its end. */
export type Boot = (task: Task) => Promise<Result<Answer>>;

/** Longer than any kernel here takes, in milliseconds. */
const LONGEST = 3_600_000;

/** Runs a machine to its end; what it prints goes to `log`. Resolves to why it could not be started. */
export function runMachine(argv: readonly string[], log: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const output = openSync(log, 'w');
  const [command = '', ...args] = argv;
  // The first process of the machine asks for nothing; a machine is nothing that anybody waits for at a terminal.
  const child = spawn('nice', [command, ...args], { stdio: ['ignore', output, output], env, detached: true });
  closeSync(output);
  const end = (): void => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  process.on('exit', end);
  const timer = setTimeout(end, LONGEST);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${command} cannot be run: ${error.message}`));
    child.once('exit', () => {
      clearTimeout(timer);
      process.off('exit', end);
      end();
      resolve(undefined);
    });
  });
}

/** User-mode Linux has a process of the host's for each of its own. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
