import { trialJudge } from '../../src/judge/trials.ts';
import type { Trial } from '../../src/model/trial.ts';
import type { TrialResult } from '../../src/model/trial-observation.ts';
import { FreshNamespaces } from '../../src/netns/fresh-namespaces.ts';
import { runTrials } from '../../src/sandbox-program/trials.ts';
import type { Group } from './group.ts';

/** Enough that starting Node, which both programs do, is a small part. */
const COUNT = 2000;

const SELF = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];

export const trials: Group = {
  name: 'trials',
  namespace: {},
  able: () => true,
  comparisons: () => [
    {
      name: 'a trial of six steps : a bare namespace',
      ours: [...SELF, '--loop', 'trials'],
      other: [...SELF, '--loop', 'bare'],
      limit: 2,
      pairs: 5,
    },
  ],
};

const expected = { expect: ['ok'] } as const;

/** A server that restarts beside a connection. */
const trial: Trial = {
  id: 'restart',
  title: 'restart',
  sandbox: { addresses: [], devices: [], sysctls: {} },
  steps: [
    { op: 'bind', socket: 'server', address: '0.0.0.0', port: 50005, open: { reuseaddr: true }, ...expected },
    { op: 'listen', socket: 'server', ...expected },
    { op: 'connect', socket: 'client', address: '127.0.0.1', port: 50005, open: {}, ...expected },
    { op: 'accept', socket: 'conn', from: 'server', ...expected },
    { op: 'close', socket: 'conn', ...expected },
    { op: 'bind', socket: 'again', address: '0.0.0.0', port: 50005, open: {}, expect: ['EADDRINUSE'] },
  ],
};

/** The programs that are compared: `trials` runs and judges as `check` does, `bare` makes and leaves namespaces with `lo` up. */
export async function loop(what: string): Promise<void> {
  if (what === 'bare') makeAndLeave();
  else await runAndJudge();
}

function makeAndLeave(): void {
  const spaces = FreshNamespaces.open();
  if (!spaces.ok) throw new Error(spaces.error.message);
  for (let i = 0; i < COUNT; i++) spaces.value.run({ devices: [], loopback: [], sysctls: {} }, () => {});
}

async function runAndJudge(): Promise<void> {
  const judge = trialJudge();
  let met = 0;
  const send = (findings: readonly TrialResult[]): Promise<void> => {
    for (const finding of findings) if (judge(trial, finding).status === 'met') met++;
    return Promise.resolve();
  };
  const request = { kind: 'trials' as const, trials: Array.from({ length: COUNT }, () => trial), withTables: false };
  const result = await runTrials(request, send);
  if (!result.ok || met !== COUNT) throw new Error(`${met} of ${COUNT} trials were met`);
}
