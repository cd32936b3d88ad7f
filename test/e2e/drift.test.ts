import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asUser, hostNamespace, tryCommand } from '../setup/namespace.ts';
import { type Finished, type Running, run, start } from '../setup/process.ts';
import { PROGRAM, runProgramBeside } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';
import * as real from './real-servers.ts';

const PLAN = `version: 1
services:
  - { id: admin, profile: haproxy, listen: "192.0.2.10:80", expect: exits }
  - { id: shell, profile: plain, listen: 2222, expect: exits }
  - { id: metrics, profile: plain, listen: "192.0.2.10:9100" }
`;

const able = (): Able => {
  if (process.geteuid?.() !== 0) return 'needs root, to start servers in a namespace';
  const nginx = tryCommand(['nginx', '-v']);
  return nginx === true ? tryCommand(['haproxy', '-v']) : nginx;
};

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-drift-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

let host: Running;
const beside = (argv: readonly string[]): readonly string[] => ['nsenter', `--target=${host.pid}`, '--net', ...argv];
const ip = async (...args: readonly string[]): Promise<void> =>
  expect(await run(beside(['ip', ...args]))).toMatchObject({ code: 0 });
const asRoot = (...args: readonly string[]): Promise<Finished> => runProgramBeside(host.pid, args);
/** A user of whom no server has a process; nobody is that of nginx's workers. */
const STRANGER = ['setpriv', '--reuid=12345', '--regid=12345', '--clear-groups', '--'];
const asStranger = (...args: readonly string[]): Promise<Finished> =>
  run(beside([...STRANGER, ...PROGRAM, ...args]), { env: { HOME: '/nonexistent' } });
const asNobody = (...args: readonly string[]): Promise<Finished> => run(beside(asUser([...PROGRAM, ...args])));

const shows = async (port: number, text: string): Promise<boolean> =>
  (await run(beside(['ss', '-Htlnp', `sport = :${port}`]))).stdout.includes(text);

const until = (is: () => Promise<boolean>): Promise<boolean> => vi.waitUntil(is, { timeout: 120_000, interval: 50 });

async function stop(server: Running, port: number): Promise<void> {
  server.kill('SIGTERM');
  await server.finished;
  await until(async () => !(await shows(port, 'LISTEN')));
}

/** Whether a real haproxy starts at an endpoint beside what listens. */
async function haproxyStarts(endpoint: string): Promise<boolean> {
  const server = start(beside(real.haproxy(folder, 'admin', endpoint)));
  const started = until(() => shows(80, '"haproxy"')).catch(() => false);
  const result = await Promise.race([started, server.finished.then(() => false)]);
  server.kill('SIGTERM');
  await server.finished;
  return result;
}

const node = (port: number): Running => start(beside(real.node(port)));
const nginx = (id: string, ...listens: readonly string[]): Running => start(beside(real.nginx(folder, id, ...listens)));

describeWhere(able(), 'a host on which nginx is upgraded', () => {
  beforeAll(async () => {
    host = await hostNamespace({
      devices: ['d1', 'd2'],
      addresses: ['192.0.2.10/24 dev d1', '198.51.100.7/24 dev d1'],
    });
    writeFileSync(at('plan.yaml'), PLAN);
    const [old, other] = [nginx('old', '80', '192.0.2.10:8080'), node(2222)];
    await until(async () => (await shows(80, 'LISTEN')) && (await shows(2222, 'LISTEN')));
    writeFileSync(at('user.json'), (await asNobody('snapshot')).stdout);
    expect(await asRoot('snapshot', '-o', at('before.json'))).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await asRoot('snapshot', '-o', at('again.json'))).toMatchObject({ code: 0 });
    expect(await run(['cmp', at('before.json'), at('again.json')])).toMatchObject({ code: 0, stdout: '' });
    expect(await asRoot('diff', at('before.json'), '--plan', at('plan.yaml'))).toMatchObject({ code: 0 });
    expect(await haproxyStarts('192.0.2.10:80')).toBe(false);
    await Promise.all([stop(old, 80), stop(other, 2222)]);
    nginx('new', '80 reuseport', '198.51.100.7:8080');
    // It must have bound the address before that moves.
    await until(async () => (await shows(80, 'LISTEN')) && (await shows(8080, 'LISTEN')));
    await ip('address', 'delete', '198.51.100.7/24', 'dev', 'd1');
    await ip('address', 'add', '198.51.100.7/24', 'dev', 'd2');
  });

  test('root is told of every change, and of the verdicts that flip, which are those of the kernel', async () => {
    const { code, stdout, stderr } = await asRoot('diff', at('before.json'), '--plan', at('plan.yaml'), '--json');
    expect([code, stderr]).toEqual([1, '']);
    const { changes, unseen, verdicts, summary } = JSON.parse(stdout);
    const lines = changes.map(({ kind, subject, trait = '', before = '', now = '' }: Record<string, string>) =>
      [kind, subject, trait, before, now].filter((part) => part !== '').join(' '),
    );
    expect(lines).toContain('listener-option tcp 0.0.0.0:80 reuseport off on');
    expect(lines).toContain('address-moved 198.51.100.7 d1 d2');
    expect(lines.find((line: string) => line.startsWith('listener-gone tcp [::]:2222 node'))).toBeDefined();
    expect(lines).toContain(
      'listener-moved tcp 192.0.2.10:8080 and tcp 198.51.100.7:8080 tcp 192.0.2.10:8080 tcp 198.51.100.7:8080',
    );
    expect(unseen).toEqual([]);
    expect(
      verdicts.map(({ id, before, now }: Record<string, { verdict: string }>) => [id, before?.verdict, now?.verdict]),
    ).toEqual([
      ['admin', 'exits', expect.stringMatching(/^(?:up|shares)$/)],
      ['shell', 'exits', 'up'],
      ['metrics', 'up', 'up'],
    ]);
    expect(summary).toMatchObject({ flips: 2, worse: 2, unknown: 0 });
    expect(await haproxyStarts('192.0.2.10:80')).toBe(true);
  });

  test('Nagios is told in one line, with its exit code', async () => {
    const drift = await asRoot('diff', at('before.json'), '--format', 'nagios');
    expect([drift.code, drift.stdout]).toEqual([1, expect.stringMatching(/^BINDMATRIX WARNING - \d changed; /)]);
    const worse = await asRoot('diff', at('before.json'), '--plan', at('plan.yaml'), '--format', 'nagios');
    expect([worse.code, worse.stdout]).toEqual([2, expect.stringMatching(/^BINDMATRIX CRITICAL - .*admin: exits /)]);
  });

  test('an ordinary user who compares with what root saw is told what cannot be compared', async () => {
    const { code, stdout } = await asStranger('diff', at('before.json'), '--plan', at('plan.yaml'));
    expect(code).toBe(1);
    expect(stdout).toContain('address 198.51.100.7 moved from d1 to d2');
    expect(stdout).toMatch(/tcp \[::\]:2222 of node \(root\) is gone/);
    expect(stdout).not.toMatch(/SO_REUSEPORT off before/);
    expect(stdout).toMatch(
      /\? SO_REUSEPORT of tcp 0\.0\.0\.0:80 cannot be compared: unknown in this\s+host\s+\(only\s+root/,
    );
    expect(stdout).toMatch(/shell: exits before, up now/);
    expect(stdout).not.toMatch(/admin: /);
  });

  test('the user of its workers sees what they have, and no more', async () => {
    const { code, stdout } = await asNobody('diff', at('user.json'));
    expect(code).toBe(1);
    expect(stdout).toContain('tcp [::]:2222 is gone');
    expect(stdout).not.toContain('UNKNOWN');
    expect(stdout).toContain('tcp 0.0.0.0:80 of nginx (nobody): SO_REUSEPORT off before, on now');
    expect(stdout).toMatch(/^note: the owner of 2 listeners cannot be compared: unknown in both/m);
  });
});
