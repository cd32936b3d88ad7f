import { enterSandbox, openSandbox } from '../flows/sandbox-command.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { Problem, Result } from '../model/result.ts';
import type { SandboxCommand } from '../sandbox/command.ts';
import type { SandboxArguments } from './command-line/options/sandbox.ts';
import { EXIT, problemExit, signalled } from './terminal/exit-codes.ts';
import { passSignals } from './terminal/pass-signals.ts';
import { complain, note } from './terminal/print.ts';
import { printProblem } from './terminal/print-problem.ts';
import { programName } from './terminal/program-name.ts';
import { workingFolder } from './terminal/working-folder.ts';

/** `bindmatrix sandbox`: gives the exit code, which is that of the command where it started. */
export async function sandbox(argv: SandboxArguments): Promise<number> {
  const wrong = wrongUse(argv);
  if (wrong !== undefined) {
    complain(wrong);
    return EXIT.usage;
  }
  const started = await start(argv);
  if (!started.ok) return told(started.error);
  const stop = passSignals(started.value);
  const ended = await started.value.ended;
  const forced = stop();
  if (forced !== undefined) return signalled(forced);
  return ended.ok ? ended.value : told(ended.error);
}

function wrongUse({ join, address, command }: SandboxArguments): Problem | undefined {
  if (join === true && address !== undefined)
    return { message: '--join: that sandbox has its addresses already', hint: 'leave --address out' };
  return command[0] === '' ? { message: 'sandbox: the command is empty', hint: '$0 sandbox -- COMMAND…' } : undefined;
}

function start(
  argv: SandboxArguments,
): Promise<Result<SandboxCommand, FlowProblem>> | Result<SandboxCommand, FlowProblem> {
  const { address, name, command, join } = argv;
  const isShell = command.length === 0;
  const words = isShell ? [process.env.SHELL || '/bin/sh'] : command;
  if (join === true) return enterSandbox(name, words, workingFolder() ?? '/');
  return openSandbox({ address, name, argv: words }, (called, addresses) => {
    if (isShell) for (const line of greeting(called, addresses)) note(line);
  });
}

/** The most addresses that are named. */
const MOST = 8;

function greeting(name: string, addresses: readonly string[]): string[] {
  const more = addresses.length > MOST ? [`${addresses.length - MOST} more`] : [];
  const all = ['127.0.0.1', '::1', ...addresses.slice(0, MOST), ...more];
  const flag = name === 'sandbox' ? '' : ` --name ${name}`;
  return [
    `${name}: a private network with ${all.join(', ')}; exit leaves it, and ends what still runs in it`,
    `another terminal joins it with: ${programName()} sandbox --join${flag}`,
  ];
}

function told(problem: FlowProblem): number {
  printProblem(problem);
  return problemExit(problem, undefined);
}
