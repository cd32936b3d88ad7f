import { join } from 'node:path';
import { expect, test } from 'vitest';
import { times } from '../setup/long.ts';
import { canUnshare, hostNamespace, startInNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { runProgramBeside, startProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { reportOf } from './json.ts';

const here = import.meta.dirname;
const service = (name: string, ...args: string[]): string[] => [
  process.execPath,
  join(here, 'services', `${name}.mjs`),
  ...args,
];
const inside = (of: Running, argv: readonly string[]): string[] => [
  'nsenter',
  '--target',
  String(of.pid),
  '--net',
  ...argv,
];

async function nothingLost(holder: Running): Promise<void> {
  holder.kill('SIGTERM');
  const { stdout } = await holder.finished;
  expect(stdout).toMatch(/^(made|sent) [1-9]\d{2,}, lost 0\b/m);
}

describeWhere(canUnshare('root'), 'a port in use by another process', () => {
  test('of TCP is tried with bind alone, and the service loses no connection', async () => {
    const holder = startInNamespace(service('tcp', '127.0.0.1', '50005'), { addresses: ['10.0.0.1'], as: 'root' });
    await holder.waitFor(/ready/);
    for (let round = 0; round < times(1, 3); round++) {
      const report = reportOf(
        await runProgramBeside(holder.pid, ['run', '--format', 'json', '--reuse', 'addr,port', '--family', 'inet']),
      );
      expect(report.alone.slice(0, 3).map((a) => [a.address, a.reuse, a.outcome])).toEqual([
        ['0.0.0.0', 'addr', 'bind:EADDRINUSE'],
        ['127.0.0.1', 'addr', 'bind:EADDRINUSE'],
        ['10.0.0.1', 'addr', 'ok'],
      ]);
      // SO_REUSEPORT was asked for, and not set: it would take a part of the service's connections.
      expect(report.alone.slice(3).map((a) => a.reuse)).toEqual(['none', 'none', 'none']);
      expect(new Set(report.matrices.flatMap((m) => m.cells.flat()))).toEqual(new Set(['skipped:held']));
      expect(report.together.every((t) => t.listeners.length === 0 && t.skipped === 'held')).toBe(true);
      expect(report.disagreements).toEqual([]);
    }
    await nothingLost(holder);
  });

  test('is named with its owner on stderr, before the run', async () => {
    const holder = startInNamespace(
      [process.execPath, '-e', 'require("net").createServer().listen(50005,"127.0.0.1",()=>console.log("ready"))'],
      { as: 'root' },
    );
    await holder.waitFor(/ready/);
    const { stderr, stdout, code } = await runProgramBeside(holder.pid, ['run']);
    expect(stderr).toMatch(
      new RegExp(`note: tcp port 50005 is held by node \\(pid ${holder.pid}\\) on 127.0.0.1:50005 LISTEN`),
    );
    expect(stdout).toContain('--in sandbox');
    expect(code).toBe(0);
    holder.kill('SIGTERM');
    await holder.finished;
  });

  test('of UDP loses no datagram to a run, with or without --live', async () => {
    const holder = startInNamespace(service('udp', '0.0.0.0', '50005'), { as: 'root' });
    await holder.waitFor(/ready/);
    for (const live of [[], ['--live']]) {
      const report = reportOf(
        await runProgramBeside(holder.pid, [
          'run',
          '--protocol',
          'udp',
          '--reuse',
          'addr,port',
          '--format',
          'json',
          ...live,
        ]),
      );
      expect(new Set(report.alone.map((a) => a.reuse))).toEqual(new Set(['none']));
      expect(new Set(report.matrices.flatMap((m) => m.cells.flat()))).toEqual(new Set(['skipped:held']));
    }
    await nothingLost(holder);
  });

  test('is probed with --live, but never by a listener with SO_REUSEPORT', async () => {
    const holder = startInNamespace(service('tcp', '127.0.0.1', '50005'), {
      addresses: ['10.0.0.1', '10.0.0.2'],
      as: 'root',
    });
    await holder.waitFor(/ready/);
    const live = async (reuse: string) =>
      reportOf(
        await runProgramBeside(holder.pid, ['run', '--live', '--format', 'json', '--reuse', reuse, '--family', 'inet']),
      );
    const addr = await live('addr');
    const cells = addr.matrices[0];
    const at = (holderAddress: string, newcomer: string) =>
      cells?.cells[cells.addresses.indexOf(holderAddress)]?.[cells.addresses.indexOf(newcomer)];
    expect(at('10.0.0.1', '10.0.0.2')).toBe('ok');
    expect(at('0.0.0.0', '10.0.0.2')).toBe('holder:bind:EADDRINUSE');
    expect(addr.disagreements).toEqual([]);
    expect(new Set((await live('port')).matrices.flatMap((m) => m.cells.flat()))).toEqual(new Set(['skipped:held']));
    await nothingLost(holder);
  });
});

describeWhere(canUnshare('root'), 'a peer from another network namespace', () => {
  /** A veth between the namespace of `program` and a new one, which the given command then runs in. */
  async function neighbour(program: Running, argv: readonly string[]): Promise<Running> {
    const other = await hostNamespace({ as: 'root' });
    const setup = `ip link add near type veth peer name far netns ${other.pid} && ip addr add 10.9.0.1/24 dev near && ip link set near up
      nsenter --target ${other.pid} --net sh -c 'ip addr add 10.9.0.2/24 dev far && ip link set far up'`;
    expect(await run(inside(program, ['sh', '-c', setup]))).toMatchObject({ code: 0 });
    return start(inside(other, argv));
  }

  test('is reset by a listener of --hold without a byte, and counted; a local client is served', async () => {
    const program = startProgramInNamespace(['run', '--hold', '--family', 'inet'], {
      addresses: ['10.0.0.1'],
      as: 'root',
    });
    await program.waitFor(/answer.* HTTP/);
    const stranger = await neighbour(program, service('stranger', '10.9.0.1', '50005', '50'));
    expect((await stranger.finished).stdout.trim()).toBe('ECONNRESET: 50');
    const local = await run(inside(program, service('stranger', '127.0.0.1', '50005', '1')));
    expect(local.stdout).toMatch(/^[1-9]\d* bytes: 1$/m);
    program.kill('SIGINT');
    const { code, stdout } = await program.finished;
    expect(code).toBe(0);
    expect(stdout).toContain('50 connections from remote hosts were reset');
    expect((await run(['ss', '-Htan', 'sport', '=', ':50005'])).stdout).toBe('');
  });

  test('gets no byte from the listeners of a run', async () => {
    const host = await hostNamespace({ addresses: ['10.0.0.1'], as: 'root' });
    const stranger = await neighbour(host, service('stranger', '10.9.0.1', '50005', '100000'));
    let strangers = 0;
    for (let i = 0; i < times(2, 8); i++) {
      const report = reportOf(
        await runProgramBeside(host.pid, ['run', '--format', 'json', '--reuse', 'none,addr,port']),
      );
      strangers += report.together.reduce((n, t) => n + t.strangers, 0);
    }
    stranger.kill('SIGTERM');
    expect((await stranger.finished).stdout.trim()).toMatch(/^(ECONN(REFUSED|RESET): \d+(, )?)+$/);
    expect(strangers).toBeGreaterThanOrEqual(0);
  });
});

describeWhere(canUnshare('root'), 'an address that is not local', () => {
  test('is bound where the kernel allows it, and no packet to it leaves the host', async () => {
    const options = {
      devices: ['d1'],
      addresses: ['10.0.0.1/24 dev d1'],
      sysctls: { 'net.ipv4.ip_nonlocal_bind': '1' },
      as: 'root',
    } as const;
    const host = await hostNamespace(options);
    const finished = await runProgramBeside(host.pid, [
      'run',
      '--format',
      'json',
      '--reuse',
      'port',
      '--address',
      '10.0.0.7',
    ]);
    expect(reportOf(finished).together[0]?.listeners[1]).toMatchObject({
      address: '10.0.0.7',
      outcome: 'ok',
      answers: null,
    });
    expect((await run(inside(host, ['ip', 'neigh', 'show', 'to', '10.0.0.7']))).stdout).toBe('');
    host.kill('SIGKILL');
  });
});
