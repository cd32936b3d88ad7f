import { enterSandbox, openSandbox } from '../flows/sandbox-command.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { Problem, Result } from '../model/result.ts';
import { type Say, sayOf } from '../report/index.ts';
import type { SandboxCommand } from '../sandbox/command.ts';
import type { SandboxArguments } from './command-line/options/sandbox.ts';
import { EXIT, problemExit, signalled } from './terminal/exit-codes.ts';
import { passSignals } from './terminal/pass-signals.ts';
import { complain, note } from './terminal/print.ts';
import { printProblem } from './terminal/print-problem.ts';
import { programName } from './terminal/program-name.ts';
import { styleFor } from './terminal/style.ts';
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
  const { address, name, command, join, translation } = argv;
  const isShell = command.length === 0;
  const words = isShell ? [process.env.SHELL || '/bin/sh'] : command;
  if (join === true) return enterSandbox(name, words, workingFolder() ?? '/');
  return openSandbox({ address, name, argv: words }, (called, addresses) => {
    const style = styleFor({ translation });
    if (isShell) for (const line of greeting(called, addresses, sayOf(style))) note(line, style.unicode);
  });
}

/** The most addresses that are named. */
const MOST = 8;

function greeting(name: string, addresses: readonly string[], say: Say): string[] {
  const more = addresses.length > MOST ? [say('{n} more', { n: addresses.length - MOST })] : [];
  const all = ['127.0.0.1', '::1', ...addresses.slice(0, MOST), ...more];
  const flag = name === 'sandbox' ? '' : ` --name ${name}`;
  return [
    say('{name}: a private network with {addresses}; exit leaves it, and ends what still runs in it', {
      name,
      addresses: all.join(say(', ')),
    }),
    say('another terminal joins it with: {command}', { command: `${programName()} sandbox --join${flag}` }),
  ];
}

function told(problem: FlowProblem): number {
  printProblem(problem);
  return problemExit(problem, undefined);
}
