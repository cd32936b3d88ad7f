import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CheckTask } from '../../src/flows/check.ts';
import { pickTrials, readCheckFiles } from '../../src/flows/check-files.ts';
import type { Trial } from '../../src/model/trial.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `version: 1\n${text}\n`);
  return path;
}

const TRIALS = 'trials:\n  - { id: one, title: One, steps: [{ op: bind, socket: a, address: 0.0.0.0, port: 1 }] }';

describe('readCheckFiles', () => {
  test('collects the trials and the expectations of all files', async () => {
    const expectation = file('expect.yaml', 'expect:\n  - { address: 0.0.0.0, port: 80, expect: ok }');
    const { task, problems } = await readCheckFiles([file('trials.yaml', TRIALS), expectation]);
    expect(problems).toEqual([]);
    expect(task?.trials.map(({ id }) => id)).toEqual(['one']);
    expect(task?.experiments).toHaveLength(1);
  });

  test('passes over a file that only describes a run, and says so', async () => {
    const run = file('run.yaml', 'run: { ports: [80] }');
    const { task, problems } = await readCheckFiles([file('trials.yaml', TRIALS), run]);
    expect(task?.trials).toHaveLength(1);
    expect(problems).toMatchObject([{ message: `${run}:1:1: nothing to check` }]);
  });

  test('gives no task where no file asks for anything', async () => {
    expect((await readCheckFiles([file('run.yaml', 'run: { ports: [80] }')])).task).toBeUndefined();
  });

  test('gives no task where one of several files is wrong, and every problem of that one', async () => {
    const wrong = file('wrong.yaml', 'run: { ports: [0], protocols: [sctp] }');
    const { task, problems } = await readCheckFiles([file('trials.yaml', TRIALS), wrong]);
    expect(task).toBeUndefined();
    expect(problems).toHaveLength(2);
  });
});

describe('pickTrials', () => {
  const trial = (id: string): Trial => ({
    id,
    title: id,
    sandbox: { addresses: [], devices: [], sysctls: {} },
    steps: [],
  });
  const task = (...ids: string[]): CheckTask => ({ experiments: [], plans: [], trials: ids.map(trial) });
  const picked = (only: string | readonly string[], of: CheckTask) => {
    const result = pickTrials(of, only);
    return result.ok ? result.value.trials.map(({ id }) => id) : result.error;
  };

  test('keeps the trials that match a glob, in the order of the files', () => {
    const of = task('restart-now', 'udp-share', 'restart-later');
    expect(picked('restart-*', of)).toEqual(['restart-now', 'restart-later']);
    expect(picked('udp-share,restart-now', of)).toEqual(['restart-now', 'udp-share']);
    expect(picked(['udp-*', 'restart-later'], of)).toEqual(['udp-share', 'restart-later']);
  });

  test('names the ids where a glob matches none, at most twelve of them', () => {
    expect(picked('a,nope', task('a', 'b'))).toEqual({
      message: '--only nope: no trial has such an id',
      hint: 'the ids are a, b',
    });
    const many = task(...Array.from({ length: 13 }, (_, i) => `t${i}`));
    expect(picked('x', many)).toMatchObject({ hint: expect.stringMatching(/t11, …$/) });
  });

  test('says so where the files have no trials', () => {
    expect(picked('x', task())).toEqual({ message: '--only x: the files have no trials' });
  });
});
