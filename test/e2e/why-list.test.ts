import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeldJson } from '../../src/contracts/held.ts';
import { call } from '../commands/call.ts';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';
import { HeldHost } from './why-host.ts';

describeWhere(canUnshare('root'), 'why without an endpoint', () => {
  let probe: Probe;
  let host: HeldHost;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
    const held = [
      'tcp/0.0.0.0/22/addr/shared',
      'tcp/::/80/addr+port+v6only/listen',
      'tcp/0.0.0.0/81/none/bind',
      'udp/0.0.0.0/53/addr+lo/bind',
      'tcp/127.0.0.1/8080/addr/timewait',
      'tcp/127.0.0.1/50005/none/connect',
    ];
    host = await HeldHost.start(probe, held);
  });
  afterAll(async () => {
    host.stop();
    await probe.remove();
  });

  const list = async (asUser = false, ...args: string[]): Promise<HeldJson> => {
    const ask = asUser ? host.whyAsUser('--format', 'json', ...args) : host.why('--format', 'json', ...args);
    const { code, stdout, stderr } = await ask;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };

  /** `tcp 0.0.0.0:80 LISTEN addr=true port=false` */
  const shown = ({ sockets }: HeldJson): string[] =>
    sockets.map(({ protocol, address, port, state, reuseaddr, reuseport, v6only, device }) =>
      [protocol, `${address} ${port}`, state, reuseaddr, reuseport, v6only, device]
        .filter((one) => one !== undefined)
        .join(' '),
    );

  test('shows every port in use with its options and owners', async () => {
    const held = await list();
    expect(shown(held)).toEqual([
      'tcp 127.0.0.1 9 LISTEN false false',
      // The connection that nobody has accepted yet.
      'tcp 127.0.0.1 9 ESTABLISHED',
      'tcp 0.0.0.0 22 LISTEN true false',
      'udp 0.0.0.0 53 BOUND true false lo',
      'tcp :: 80 LISTEN true true true',
      'tcp 0.0.0.0 81 BOUND false false',
      'tcp 127.0.0.1 8080 TIME_WAIT',
    ]);
    expect(held.connections).toMatchObject([{ address: '127.0.0.1', state: 'ESTABLISHED' }]);
    const ssh = held.sockets.find(({ port }) => port === 22)?.owners.map(({ command }) => command);
    expect(ssh).toEqual(['node', 'sleep']);
    expect(held.processes).toContainEqual(
      expect.objectContaining({ pid: host.pid, command: 'node', user: 'root', started: expect.any(String) }),
    );
  });

  test('with --passive reads no options, and says so', async () => {
    const held = await list(false, '--passive');
    expect(shown(held)).toContain('tcp 0.0.0.0 22 LISTEN');
    expect(held.sight.unread).toBe('passive');
    expect((await host.why('--passive')).stdout).toMatch(/\? .*\n(.*\n)*options unknown: not read with --passive/);
  });

  test('tells an ordinary user which holders are hidden', async () => {
    const held = await list(true);
    expect(held.sockets.every(({ owners, reuseaddr }) => owners.length === 0 && reuseaddr === undefined)).toBe(true);
    expect((await host.whyAsUser()).stdout).toMatch(/uid 0, hidden(.|\n)*unknown: run as root/);
  });

  test('prints lines of at most 80 columns', async () => {
    const { stdout } = await host.why();
    expect(stdout).toMatch(/^ {2}tcp {2}\[::\]:80 +LISTEN +addr\+port v6only +node \d+, root/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('why --output', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindmatrix-why-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('writes the answer that would be printed', async () => {
    const path = join(folder, 'answer.json');
    const { code, stdout } = await runProgram(['why', '[::1]:50005', '--passive', '--format', 'json', '-o', path]);
    expect([0, 1]).toContain(code);
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ schema: 'bindmatrix/why@1', trial: null });
  });

  test('leaves no file where the call was wrong', async () => {
    const path = join(folder, 'none.json');
    const { code, stderr } = await call(['why', '80', '--device', 'nope9', '-o', path]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^bindmatrix: --device: this host has no interface "nope9"\n {2}it has lo\b/);
    expect(existsSync(path)).toBe(false);
  });
});
