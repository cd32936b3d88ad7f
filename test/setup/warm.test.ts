import { expect, test } from 'vitest';
import { canBecomeUser, canUnshare, hostNamespace, runInNamespace } from './namespace.ts';
import { run } from './process.ts';
import { PROGRAM, runProgram, runProgramAsUser, runProgramBeside, runProgramInNamespace } from './program.ts';
import { describeWhere, testWhere } from './where.ts';

describeWhere(canUnshare('root'), 'a program that answers many calls', () => {
  const addresses = ['10.0.0.1', '10.0.0.2'];
  test.each([
    ['run', '--family', 'inet', '--format', 'json'],
    ['run', '--address', 'nowhere'],
    ['check', '-'],
    ['why', '80', '--format', 'markdown'],
    ['interfaces'],
    ['rules', 'linux.no-such-rule'],
  ])('prints and ends as one that was started for %s %s', async (...args) => {
    const input = 'version: 1\ntrials: [{ id: a, steps: [{ op: sleep, seconds: 0 }] }]\n';
    const started = await runInNamespace([...PROGRAM, ...args], { addresses, input });
    expect(steady(await runProgramInNamespace(args, { addresses, input }))).toEqual(steady(started));
  });

  test('is in the namespace of each call, and leaves nothing there', async () => {
    const host = await hostNamespace({ addresses: ['10.0.0.3'] });
    const beside = await runProgramBeside(host.pid, ['interfaces', '--format', 'json']);
    expect(beside.stdout).toContain('10.0.0.3');
    expect((await runProgramInNamespace(['interfaces', '--format', 'json'])).stdout).not.toContain('10.0.0.3');
    await runProgramBeside(host.pid, ['run', '--format', 'json']);
    const left = await run(['nsenter', '--target', String(host.pid), '--net', 'ss', '-tuanH']);
    expect(left).toMatchObject({ code: 0, stdout: '' });
  });

  test('answers calls that are made at once in their order', async () => {
    const ids = ['linux.no-reuse', 'linux.port-zero', 'linux.address-not-local'];
    const all = await Promise.all(ids.map((id) => runProgram(['rules', id])));
    all.map(({ stdout }, i) => expect(stdout).toContain(ids[i]));
  });
});

testWhere(canBecomeUser(), 'a program of an ordinary user has none of the capabilities', async () => {
  const { stdout } = await runProgramAsUser(['why', '127.0.0.1:81', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'bind:EACCES' });
});

/** Without what differs from call to call. */
const steady = <T extends { stdout: string }>(finished: T): T => ({
  ...finished,
  stdout: finished.stdout.replaceAll(/\b\d{5}\b|net:\S+|"(started|seconds|tookMs|durationMs|at|date)": [^\n]*/g, ''),
});
