import { discoverHost } from '../discover/host.ts';
import { prepare } from '../experiment.ts';
import type { Experiment } from '../model/experiment.ts';
import { sandboxLayout } from '../plan/sandbox-layout.ts';
import { hold } from '../run/hold.ts';
import { runInSandbox } from '../sandbox/start.ts';
import { EXIT } from './exit.ts';
import { complain, complainOf } from './print.ts';
import { reportFailure } from './run.ts';
import { Signals } from './signals.ts';
import { VERSION } from './version.ts';

/** `bindmatrix run --hold`: until Ctrl-C, which is how it is meant to end. */
export async function holdListeners(experiment: Experiment): Promise<number> {
  const excess = tooMany(experiment);
  if (excess !== undefined) {
    complain(`--hold: ${excess}`, 'one combination at a time: one protocol (tcp), reuse, v6only and sequence; several ports are fine');
    return EXIT.usage;
  }
  const signals = new Signals();
  return experiment.where === 'host' ? holdHere(experiment, signals) : holdInSandbox(experiment, signals);
}

async function holdHere(experiment: Experiment, { signal }: Signals): Promise<number> {
  const prepared = prepare(experiment);
  if (!prepared.ok) return reportFailure(prepared.error);
  const held = await hold({ ...prepared.value, signal, say: (line) => void process.stdout.write(`${line}\n`) });
  if (held.ok) return EXIT.done;
  complainOf(held.error);
  return EXIT.unmet;
}

async function holdInSandbox(experiment: Experiment, { signal }: Signals): Promise<number> {
  const host = discoverHost();
  if (!host.ok) return reportFailure({ kind: 'cannot', problem: host.error });
  const request = { experiment, layout: sandboxLayout(experiment, host.value), version: VERSION, withLinkFacts: false, hold: true };
  let told = false;
  const onText = (line: string, pid: number): void => {
    if (!told) process.stdout.write(`inside a private network namespace; reach it with: ${enterCommand(pid)} curl …\n`);
    told = true;
    process.stdout.write(`${line}\n`);
  };
  const result = await runInSandbox(request, { progress: () => {}, onPorts: () => {}, onText }, signal);
  return result === undefined || result.ok ? EXIT.done : reportFailure(result.error);
}

/** nsenter(1): a user who is not root enters the user namespace first, where the sandbox made them root. */
const enterCommand = (pid: number): string =>
  process.geteuid?.() === 0 ? `nsenter -t ${pid} -n` : `nsenter -t ${pid} -U --preserve-credentials -n`;

function tooMany({ protocols, reuse, v6only, sequence }: Experiment): string | undefined {
  if (protocols.includes('udp')) return 'it answers HTTP, which needs tcp';
  const several = Object.entries({ reuse, v6only, sequence }).find(([, values]) => values.length > 1);
  return several === undefined ? undefined : `several values of ${several[0]} cannot all be held at once`;
}

