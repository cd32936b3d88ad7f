import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { canUnshare, hostNamespace } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';
import { CLI, HeldHost } from './why-host.ts';

const service = (name: string, ...args: string[]): string[] => [
  process.execPath,
  join(import.meta.dirname, 'services', `${name}.mjs`),
  ...args,
];

/** Ends with a signal or exit 3 would be a fault; refused binds are what is looked for. */
const FINE = [0, 1];

/** Runs one command after the other, over and over, as long as `busy` is: how many were run. */
async function meanwhile(busy: Promise<unknown>, host: HeldHost, commands: readonly string[][]): Promise<number> {
  let isBusy = true;
  const stop = (): void => {
    isBusy = false;
  };
  busy.then(stop, stop);
  let runs = 0;
  for (; isBusy; runs++) {
    const { code, stderr } = await host.run([...CLI, ...(commands[runs % commands.length] ?? [])]);
    if (code === null || !FINE.includes(code))
      throw new Error(`${commands[runs % commands.length]}: ${code} ${stderr}`);
  }
  return runs;
}

describeWhere(canUnshare('root'), 'beside a live service of the same user', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  const options = { addresses: ['10.0.0.1'] };

  test('with SO_REUSEPORT, 20,000 connections are all answered, and all by it', async () => {
    const host = await HeldHost.start(probe, ['tcp/0.0.0.0/50005/port/serve'], options);
    const visitor = start(host.inside(service('visitor', '127.0.0.1', '50005', '20000')));
    const runs = await meanwhile(visitor.finished, host, [
      ['why', '0.0.0.0:50005', '--reuse', 'port'],
      ['run', '--reuse', 'addr,port'],
      ['why', '127.0.0.1:50005', '--reuse', 'addr+port'],
      ['run', '--live', '--reuse', 'port', '--sequence', 'bind-all-first'],
      ['why'],
    ]);
    expect((await visitor.finished).stdout).toMatch(/^made 20000, lost 0 /);
    expect(await host.finish()).toContain('served 20000');
    expect(runs).toBeGreaterThanOrEqual(5);
  });

  test('with SO_REUSEADDR, every datagram comes to it', async () => {
    const host = await HeldHost.start(probe, [], options);
    const udp = start(host.inside(service('udp', '0.0.0.0', '50005')));
    await udp.waitFor(/ready/);
    const rounds = new Promise((resolve) => setTimeout(resolve, 5000));
    const runs = await meanwhile(rounds, host, [
      ['why', 'udp:0.0.0.0:50005', '--reuse', 'addr'],
      ['run', '--protocol', 'udp', '--reuse', 'addr,port'],
      ['why', 'udp:127.0.0.1:50005'],
      ['run', '--protocol', 'udp', '--reuse', 'addr', '--live'],
      ['why'],
    ]);
    udp.kill('SIGTERM');
    expect((await udp.finished).stdout).toMatch(/^sent [1-9]\d{2,}, lost 0$/m);
    expect(runs).toBeGreaterThanOrEqual(5);
    host.stop();
  });

  // By chance one bind of the service in many thousands falls into the microseconds of ours: then once more.
  test('that restarts all the time, each start comes up', { retry: 1 }, async () => {
    const host = await HeldHost.start(probe, ['tcp/0.0.0.0/50005/none/restart'], options);
    const rounds = new Promise((resolve) => setTimeout(resolve, 6000));
    const runs = await meanwhile(rounds, host, [
      ['why', '0.0.0.0:50005', '--reuse', 'none'],
      ['why', '10.0.0.1:50005'],
      ['why'],
    ]);
    expect(await host.finish()).toMatch(/started [1-9]\d{2,}, failed 0$/m);
    expect(runs).toBeGreaterThanOrEqual(6);
  });
});

describeWhere(canUnshare('root'), 'why', () => {
  test('never listens: a peer from outside is refused each time', async () => {
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
    const stranger = start(enter(other, service('stranger', '10.9.0.1', '50005', '500')));
    const ended = stranger.finished.then(() => true);
    for (let isOver = false; !isOver; isOver = await Promise.race([ended, Promise.resolve(false)])) {
      expect(await run(enter(host, [...CLI, 'why', '0.0.0.0:50005']))).toMatchObject({ code: 0 });
    }
    expect((await stranger.finished).stdout.trim()).toBe('ECONNREFUSED: 500');
    for (const one of [host, other]) one.kill('SIGKILL');
  });
});
