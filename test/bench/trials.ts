import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { trialsToYaml } from '../../src/config/trial-yaml.ts';
import { trialJudge } from '../../src/judge/trials.ts';
import type { Trial } from '../../src/model/trial.ts';
import type { TrialResult } from '../../src/model/trial-observation.ts';
import { FreshNamespaces } from '../../src/netns/fresh-namespaces.ts';
import { runTrials } from '../../src/sandbox-program/trials.ts';
import { type Group, PROGRAM, SELF } from './group.ts';
import { matrixLoop } from './matrix-loop.ts';
import type { Comparison } from './measure.ts';

/** Enough that starting Node, which both programs do, is a small part. */
const COUNT = 2000;

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

/** The command itself, files and report and all, beside as many bare namespaces. */
export const check: Group = {
  name: 'check',
  namespace: {},
  able: () => true,
  comparisons: (folder) => [
    checkOf(folder, 2000, 'yaml', 3.5, 'bare'),
    checkOf(folder, 2000, 'json', 2.5, 'bare'),
    checkOf(folder, 5000, 'yaml', 3.5, 'bare-5000'),
    checkOf(folder, 5000, 'json', 2.5, 'bare-5000'),
  ],
  memory: (folder) => [
    { name: 'check of 5,000 trials in YAML, peak memory', program: checking(folder, 5000, 'yaml'), limit: 250e6 },
    { name: 'the same in JSON', program: checking(folder, 5000, 'json'), limit: 250e6 },
  ],
};

const checkOf = (folder: string, count: number, form: Form, limit: number, bare: string): Comparison => ({
  name: `check of ${count} trials in ${form.toUpperCase()} : bare`,
  ours: checking(folder, count, form),
  other: [...SELF, '--loop', bare],
  limit,
  pairs: 5,
});

type Form = 'yaml' | 'json';

/** The call that checks a new file of so many trials. */
function checking(folder: string, count: number, form: Form): readonly string[] {
  const path = join(folder, `${count}.${form}`);
  const many = Array.from({ length: count }, (_, i) => ({ ...trial, id: `restart-${i}` }));
  const yaml = trialsToYaml(many);
  writeFileSync(path, form === 'yaml' ? yaml : JSON.stringify(parse(yaml)));
  return [...PROGRAM, 'check', path];
}

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
  if (what === 'bare') makeAndLeave(COUNT);
  else if (what === 'bare-5000') makeAndLeave(5000);
  else if (what === 'matrix') await matrixLoop();
  else await runAndJudge();
}

function makeAndLeave(count: number): void {
  const spaces = FreshNamespaces.open();
  if (!spaces.ok) throw new Error(spaces.error.message);
  for (let i = 0; i < count; i++) spaces.value.run({ devices: [], loopback: [], sysctls: {} }, () => {});
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
