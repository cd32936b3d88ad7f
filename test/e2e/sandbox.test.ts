import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canUnshare, tryCommand } from '../setup/namespace.ts';
import { run, type StartOptions } from '../setup/process.ts';
import { canRunAsUser, PROGRAM, runProgram, runProgramAsUser, startProgram } from '../setup/program.ts';
import { type Able, describeWhere, testWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';

const both = (...able: Able[]): Able => able.find((a) => a !== true) ?? true;

const users: [string, Able, (args: readonly string[], options?: StartOptions) => ReturnType<typeof runProgram>][] = [
  ['whoever runs the tests', canUnshare(), runProgram],
  ['an ordinary user', both(canRunAsUser(), canUnshare('userns')), runProgramAsUser],
];

for (const [who, able, program] of users) {
  describeWhere(able, `the sandbox, for ${who}`, () => {
    test('plays the tutorial’s three servers on port 80, and judges what is expected of them', async () => {
      const input =
        'version: 1\nrun: { in: sandbox, addresses: [192.168.1.101, 10.10.2.102], ports: [80] }\nexpect:\n  - { holder: 0.0.0.0, address: 192.168.1.101, port: 80, expect: ok }\n';
      const finished = await program(['run', '--config', '-', '--format', 'json'], { input });
      expect(finished).toMatchObject({ code: 1, stderr: '' });
      const report = reportOf(finished);
      expect(report.where).toBe('sandbox');
      expect(report.expectations).toMatchObject([{ status: 'unmet', observed: ['bind:EADDRINUSE'] }]);
      expect(report.matrices[0]?.addresses).toEqual(['0.0.0.0', '192.168.1.101', '10.10.2.102']);
      expect(report.matrices[0]?.cells).toEqual([
        ['bind:EADDRINUSE', 'bind:EADDRINUSE', 'bind:EADDRINUSE'],
        ['bind:EADDRINUSE', 'bind:EADDRINUSE', 'ok'],
        ['bind:EADDRINUSE', 'ok', 'bind:EADDRINUSE'],
      ]);
      expect(report.together.map((t) => t.listeners.map((l) => l.outcome))).toEqual([
        ['ok', 'bind:EADDRINUSE', 'bind:EADDRINUSE'],
        ['ok', 'ok', 'bind:EADDRINUSE'],
      ]);
      expect(report.disagreements).toEqual([]);
    });

    test('copies the host’s addresses, each on a link of the same name', async () => {
      const flags = ['run', '--format', 'json', '--show', 'alone', '--port', '54321'];
      const host = reportOf(await program(flags));
      const sandbox = reportOf(await program([...flags, '--in', 'sandbox']));
      expect(new Set(sandbox.alone.map((a) => a.address))).toEqual(new Set(host.alone.map((a) => a.address)));
      expect(sandbox.disagreements).toEqual([]);
    });

    test('binds groups and the limited broadcast, where every socket is foreseen to receive', async () => {
      const named = ['239.1.1.1', '255.255.255.255', 'ff05::1'];
      const flags = ['--protocol', 'udp', '--reuse', 'addr', '--port', '5000', '--address', named.join()];
      const report = reportOf(await program(['run', '--in', 'sandbox', ...flags, '--format', 'json']));
      expect(report.alone.map((a) => [a.address, a.outcome])).toEqual(
        ['0.0.0.0', ...named.slice(0, 2), '::', 'ff05::1'].map((a) => [a, 'ok']),
      );
      const listeners = report.together.flatMap((t) => t.listeners);
      expect(new Set(listeners.filter((l) => l.address === 'ff05::1').map((l) => l.predictedAnswers.length))).toEqual(
        new Set([2]),
      );
      expect(report.disagreements).toEqual([]);
    });

    test('foresees that a client fails by itself where the address is a broadcast one', async () => {
      const flags = ['run', '--in', 'sandbox', '--port', '5000', '--format', 'json', '--show', 'together'];
      const report = reportOf(await program([...flags, '--protocol', 'tcp,udp', '--address', '127.255.255.255']));
      const reached = (protocol: string): unknown[] =>
        report.together
          .filter((t) => t.protocol === protocol)
          .flatMap((t) => t.listeners)
          .filter((l) => l.address === '127.255.255.255')
          .map((l) => [l.reached, l.predictedAnswers]);
      expect(new Set(reached('udp').map((one) => JSON.stringify(one)))).toEqual(new Set(['["connect:EACCES",[]]']));
      expect(new Set(reached('tcp').map((one) => JSON.stringify(one)))).toEqual(
        new Set(['["connect:ENETUNREACH",[]]']),
      );
      expect(report.disagreements).toEqual([]);
    });

    test('makes a device for a link-local address, and has link facts for its own interfaces alone', async () => {
      const report = reportOf(
        await program(['run', '--format', 'json', '--in', 'sandbox', '--address', 'fe80::5%d1,10.0.0.1']),
      );
      expect(report.alone.map((a) => [a.address, a.outcome])).toEqual(
        ['0.0.0.0', '10.0.0.1', '::', 'fe80::5%d1'].map((a) => [a, 'ok']),
      );
      expect(report.together.find((t) => t.family === 'inet6')?.listeners[1]?.answers).toBe('::');
      expect(report.interfaces.map((i) => i.name)).toEqual(['lo', 'peer0', 'd1']);
    });
  });
}

describeWhere(both(canUnshare('root')), 'a run in the sandbox', () => {
  test('leaves the interfaces, addresses and mounts of the host as they were', async () => {
    const state = async () => [
      (await run(['ip', '-json', 'addr'])).stdout.replaceAll(/"(preferred|valid)_life_time":\d+/g, ''),
      readdirSync('/sys/class/net').join(),
      (await run(['sh', '-c', 'mount | wc -l'])).stdout,
    ];
    const before = await state();
    await runProgram(['run', '--in', 'sandbox']);
    expect(await state()).toEqual(before);
  });

  testWhere(tryCommand(['curl', '--version']), 'with --hold prints commands that reach each listener', async () => {
    const selected = ['--address', 'any4,any6', '--v6only', 'on', '--port', '80'];
    const program = startProgram(['run', '--in', 'sandbox', ...selected, '--hold']);
    await program.waitFor(/Ctrl-C/);
    const commands = [...program.stdout().matchAll(/^✓ (\S+) {2}(nsenter .*)$/gm)];
    expect(commands.map(([, endpoint]) => endpoint)).toEqual(['0.0.0.0:80', '[::]:80']);
    for (const [, endpoint, command = ''] of commands)
      expect((await run(['sh', '-c', command])).stdout).toContain(`listener ${endpoint}`);
    program.kill('SIGINT');
    expect((await program.finished).code).toBe(0);
  });
});

describeWhere(canUnshare(), 'on a host that refuses private namespaces a run in the sandbox', () => {
  test('ends with 3 and says what refuses them, and what to change', async () => {
    const forbidden = 'echo 0 > /proc/sys/user/max_net_namespaces && exec "$0" "$1" run --in sandbox';
    const { code, stdout, stderr } = await run([
      'unshare',
      '--user',
      '--map-root-user',
      'sh',
      '-c',
      forbidden,
      ...PROGRAM,
    ]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      'bindmatrix: the sandbox could not start: unshare: unshare failed: No space left on device (user.max_net_namespaces is 0)\n' +
        '  sudo sysctl user.max_net_namespaces=10000\n',
    );
  });

  test('ends with 3 where unshare(1) is missing, and says what to install', async () => {
    const { code, stderr } = await runProgram(['run', '--in', 'sandbox'], { env: { PATH: '/nonexistent' } });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^bindmatrix: the sandbox could not start: unshare: ENOENT\n {2}install util-linux/);
  });
});
