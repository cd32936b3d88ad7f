import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportDocument } from '../../src/contracts/report.ts';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { canUnshare, hostNamespace, tryCommand } from '../setup/namespace.ts';
import { type Running, run, start } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { type Able, describeWhere, testWhere } from '../setup/where.ts';
import { type JsonReport, reportOf } from './json.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-sampled-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

type Matrix = JsonReport['matrices'][number];

const enter = ({ pid }: Running, argv: readonly string[]) => ['nsenter', '--target', String(pid), '--net', ...argv];

const inside = (host: Running, argv: readonly string[]) => run(enter(host, argv));

/** The matrix of a sample, and of every pair. */
async function bothWays(host: Running, ...flags: string[]): Promise<[sampled: JsonReport, exhaustive: JsonReport]> {
  const common = [...PROGRAM, 'run', '--show', 'matrix', '--format', 'json', ...flags];
  return [reportOf(await inside(host, [...common])), reportOf(await inside(host, [...common, '--exhaustive']))];
}

const only = ({ matrices }: JsonReport): Matrix => matrices[0] as Matrix;

const countTried = ({ tried = [] }: Matrix): number =>
  tried.flat().reduce((sum, [first, last]) => sum + last - first + 1, 0);

const many = (count: number, of: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => of(i));

describeWhere(canUnshare('root'), 'the matrix of a host with more than a hundred addresses', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
  });
  afterAll(() => probe.remove());

  test('is the same sampled as in full: IPv4 and IPv6, link-local, tentative, loopback, of several links', async () => {
    const host = await hostNamespace({
      as: 'root',
      devices: ['d1', 'd2'],
      addresses: [
        ...many(50, (i) => `10.0.0.${i + 1}`),
        ...many(30, (i) => `192.0.2.${i + 1}/24 dev d1`),
        ...many(30, (i) => `fd00::${i + 1}`),
        ...many(20, (i) => `2001:db8::${i + 1}/64 dev d2`),
        'fe80::1/64 dev d1',
        'fe80::2/64 dev d1',
        'fe80::1/64 dev d2',
      ],
    });
    const tentative = many(20, (i) => `ip address add fd01::${i + 1}/64 dev d2`).join('; ');
    await inside(host, ['sh', '-c', `echo 600 > /proc/sys/net/ipv6/conf/d2/dad_transmits; ${tentative}`]);
    const [sampled, exhaustive] = await bothWays(host, '--address', '127.0.0.9', '--interface', '*');
    host.kill('SIGTERM');
    const { sample } = only(sampled);
    expect(only(sampled).addresses).toHaveLength(158);
    expect(only(sampled).cells).toEqual(only(exhaustive).cells);
    expect(only(sampled).rules).toEqual(only(exhaustive).rules);
    expect(exhaustive.summary).toMatchObject({ disagreements: 0 });
    expect(only(exhaustive)).not.toHaveProperty('sample');
    expect(sample).toMatchObject({ seed: 1, tried: countTried(only(sampled)), classesInFull: 0, unlike: 0 });
    expect(sample?.inferred).toBeGreaterThan(10_000);
    expect((sample?.tried ?? 0) + (sample?.inferred ?? 0)).toBe(158 ** 2);
    expect(sampled.summary.pairs).toEqual({ ...(exhaustive.summary.pairs as object), inferred: sample?.inferred });
    expect(only(sampled).tried?.[0]).toEqual([[0, 157]]);
    expect(reportDocument.safeParse(sampled).error).toBeUndefined();
  });

  test('tries every pair of an address at which another process listens', async () => {
    const host = await hostNamespace({ as: 'root', addresses: many(150, (i) => `10.0.0.${i + 1}`) });
    const holder = start(enter(host, probe.command('tcp/10.0.0.77/50005/addr/listen')));
    await holder.waitFor(/ready/);
    const [sampled, exhaustive] = await bothWays(host, '--live');
    host.kill('SIGTERM');
    holder.kill('SIGTERM');
    await holder.finished;
    const held = only(sampled).addresses.indexOf('10.0.0.77');
    expect(only(sampled).cells[1]?.[held]).toBe('bind:EADDRINUSE');
    expect(only(sampled).cells).toEqual(only(exhaustive).cells);
    expect(only(sampled).sample).toMatchObject({ classesInFull: 0, unlike: 0 });
    expect(only(sampled).tried?.[held]).toEqual([[0, only(sampled).addresses.length - 1]]);
    expect(only(sampled).sample?.inferred).toBeGreaterThan(10_000);
  });

  const library = join(folder, 'refuse-one-address.so');
  const source = join(import.meta.dirname, 'policies', 'refuse-one-address.c');
  spawnSync('cc', ['-shared', '-fPIC', '-o', library, source]);
  const canPreload: Able = tryCommand(['env', `LD_PRELOAD=${library}`, 'sh', '-c', `test -e ${library}`]);

  testWhere(
    canPreload,
    'finds the one address that is not as the rules say, and infers none of its pairs',
    async () => {
      const host = await hostNamespace({ as: 'root', addresses: many(150, (i) => `10.0.0.${i + 1}`) });
      const preload = ['env', `LD_PRELOAD=${library}`, 'REFUSED=10.0.0.77'];
      const common = [...preload, ...PROGRAM, 'run', '--show', 'matrix', '--family', 'inet'];
      const sampled = reportOf(await inside(host, [...common, '--format', 'json']));
      const exhaustive = reportOf(await inside(host, [...common, '--format', 'json', '--exhaustive']));
      const told = await inside(host, common);
      host.kill('SIGTERM');
      const special = only(sampled).addresses.indexOf('10.0.0.77');
      expect(only(sampled).cells).toEqual(only(exhaustive).cells);
      expect(only(sampled).cells[special]?.[1]).toBe('holder:bind:EADDRNOTAVAIL');
      expect(only(sampled).sample).toMatchObject({ classesInFull: 0, unlike: 1 });
      expect(
        only(sampled).tried?.every((row) => row.some(([first, last]) => first <= special && special <= last)),
      ).toBe(true);
      expect(sampled.disagreements).toEqual(exhaustive.disagreements);
      expect(only(sampled).sample?.inferred).toBeGreaterThan(10_000);
      expect(told.stdout.replaceAll(/\s+/g, ' ')).toContain(
        '1 address was not as predicted: all of its pairs were tried. ',
      );
    },
  );
});
