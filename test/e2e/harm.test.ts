import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { times } from '../setup/long.ts';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { runProgramBeside } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { CLI, HeldHost } from './why-host.ts';

const service = (name: string, ...args: string[]): string[] => [
  process.execPath,
  join(import.meta.dirname, 'services', `${name}.mjs`),
  ...args,
];

/** A command that ends by a signal or with 3 is at fault; refused binds are what is looked for. */
const FINE = [0, 1];

/** How often each command runs beside a service. */
const ROUNDS = times(1, 5);

async function runAll(host: HeldHost, commands: readonly string[][]): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const command of commands) {
      const { code, stderr } = await runProgramBeside(host.pid, command);
      expect({ command, stderr, fine: code !== null && FINE.includes(code) }).toMatchObject({ fine: true });
    }
  }
}

describeWhere(canUnshare('root'), 'run and why beside a live service of the same user', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  const options = { addresses: ['10.0.0.1'] };

  test('with SO_REUSEPORT take none of its connections', async () => {
    const host = await HeldHost.start(probe, ['tcp/0.0.0.0/50005/port/serve'], options);
    const visitor = start(host.inside(service('visitor', '127.0.0.1', '50005')));
    await runAll(host, [
      ['why', '0.0.0.0:50005', '--reuse', 'port'],
      ['run', '--reuse', 'addr,port'],
      ['why', '127.0.0.1:50005', '--reuse', 'addr+port'],
      ['run', '--live', '--reuse', 'port', '--sequence', 'bind-all-first'],
      ['why'],
    ]);
    visitor.kill('SIGTERM');
    const [, made, lost] = /^made (\d+), lost (\d+) /.exec((await visitor.finished).stdout) ?? [];
    expect(lost).toBe('0');
    expect(await host.finish()).toContain(`served ${made}\n`);
    expect(Number(made)).toBeGreaterThan(1000 * ROUNDS);
  });

  test('with SO_REUSEADDR take none of its datagrams', async () => {
    const host = await HeldHost.start(probe, [], options);
    const udp = start(host.inside(service('udp', '0.0.0.0', '50005')));
    await udp.waitFor(/ready/);
    await runAll(host, [
      ['why', 'udp:0.0.0.0:50005', '--reuse', 'addr'],
      ['run', '--protocol', 'udp', '--reuse', 'addr,port'],
      ['why', 'udp:127.0.0.1:50005'],
      ['run', '--protocol', 'udp', '--reuse', 'addr', '--live'],
      ['why'],
    ]);
    udp.kill('SIGTERM');
    expect((await udp.finished).stdout).toMatch(/^sent [1-9]\d{2,}, lost 0$/m);
    host.stop();
  });

  // By chance one bind of the service in many thousands falls into the microseconds of ours: then once more.
  test('that restarts all the time make none of its starts fail', { retry: 1 }, async () => {
    const host = await HeldHost.start(probe, ['tcp/0.0.0.0/50005/none/restart'], options);
    await runAll(host, [
      ['why', '0.0.0.0:50005', '--reuse', 'none'],
      ['why', '10.0.0.1:50005'],
      ['why'],
      ['why', '127.0.0.1:50005'],
    ]);
    expect(await host.finish()).toMatch(/started [1-9]\d+, failed 0$/m);
  });
});

describeWhere(canUnshare('root'), 'why', () => {
  test('never listens: a remote peer is refused each time', async () => {
    const host: Running = await hostNamespace({ as: 'root' });
    const other = await hostNamespace({ as: 'root' });
    const enter = (of: Running, argv: readonly string[]): string[] => [
      'nsenter',
      '-t',
      String(of.pid),
      '--net',
      ...argv,
    ];
    const link = `ip link add near type veth peer name far netns ${other.pid} && ip addr add 10.9.0.1/24 dev near && ip link set near up
      nsenter -t ${other.pid} --net sh -c 'ip addr add 10.9.0.2/24 dev far && ip link set far up'`;
    expect(await run(enter(host, ['sh', '-c', link]))).toMatchObject({ code: 0 });
    const stranger = start(enter(other, service('stranger', '10.9.0.1', '50005', '100000')));
    for (let round = 0; round < times(3, 10); round++) {
      expect(await run(enter(host, [...CLI, 'why', '0.0.0.0:50005']))).toMatchObject({ code: 0 });
    }
    stranger.kill('SIGTERM');
    expect((await stranger.finished).stdout.trim()).toMatch(/^ECONNREFUSED: \d{2,}$/);
    for (const one of [host, other]) one.kill('SIGKILL');
  });
});
