import { holdExperiment } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import { needsUserNamespace } from '../sandbox/start.ts';
import { EXIT } from './exit.ts';
import { reportFailure } from './failure.ts';
import { complain } from './print.ts';
import { runSandboxed } from './sandboxed.ts';
import { Signals } from './signals.ts';

/** `bindmatrix run --hold`: until Ctrl-C, which is how it is meant to end. */
export function holdListeners(experiment: Experiment): Promise<number> {
  const excess = tooMany(experiment);
  if (excess !== undefined) {
    complain(
      `--hold: ${excess}`,
      'one combination at a time: one protocol (tcp), reuse, v6only and sequence; several ports are fine',
    );
    return Promise.resolve(EXIT.usage);
  }
  const signals = new Signals();
  return experiment.where === 'host' ? holdHere(experiment, signals) : holdInSandbox(experiment, signals);
}

async function holdHere(experiment: Experiment, { signal }: Signals): Promise<number> {
  const held = await holdExperiment(experiment, signal, (line) => process.stdout.write(`${line}\n`));
  return held.ok ? EXIT.done : reportFailure(held.error);
}

async function holdInSandbox(experiment: Experiment, { signal }: Signals): Promise<number> {
  let told = false;
  const onText = (line: string, pid: number): void => {
    if (!told) process.stdout.write(`inside a private network namespace; reach it with: ${enterCommand(pid)} curl …\n`);
    told = true;
    process.stdout.write(`${line}\n`);
  };
  const listener = { progress: () => undefined, onPorts: () => undefined, onText };
  const result = await runSandboxed(experiment, { hold: true, withLinkFacts: false }, listener, signal);
  return result === undefined || result.ok ? EXIT.done : reportFailure(result.error);
}

/** nsenter(1): without CAP_SYS_ADMIN one enters the user namespace first, where the sandbox made one root. */
const enterCommand = (pid: number): string =>
  needsUserNamespace() ? `nsenter -t ${pid} -U --preserve-credentials -n` : `nsenter -t ${pid} -n`;

function tooMany({ protocols, reuse, v6only, sequence }: Experiment): string | undefined {
  if (protocols.includes('udp')) return 'it answers HTTP, which needs tcp';
  const several = Object.entries({ reuse, v6only, sequence }).find(([, values]) => values.length > 1);
  return several === undefined ? undefined : `several values of ${several[0]} cannot all be held at once`;
}
