import { describe, expect, test } from 'vitest';
import { verdictExit } from '../../src/commands/exit.ts';
import { assembleReport } from '../../src/judge/report.ts';
import { ANY, formatAddress } from '../../src/model/address.ts';
import { GridBuilder, gridAt } from '../../src/model/grid.ts';
import type { Observations } from '../../src/model/observation.ts';
import type { PortReport } from '../../src/model/report.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { address, experimentWith, hostWith } from '../plan/host.ts';

const HOST = hostWith(['eth0 192.0.2.2'], { 'net.ipv4.ip_unprivileged_port_start': '1024' });

/** A report whose matrix was observed just as `cell` says. */
function reportOf(
  cell: (holder: string, newcomer: string) => string,
  observed: Partial<Observations> = {},
  ports: readonly PortReport[] = [],
) {
  const plan = planExperiment(experimentWith({ families: ['inet'] }), HOST, []);
  if (!plan.ok) throw new Error('no plan');
  const [combination] = plan.value.combinations;
  if (combination === undefined) throw new Error('no combination');
  const { addresses } = plan.value;
  const grid = new GridBuilder(addresses.length, addresses.length);
  for (const [i, h] of addresses.entries()) {
    for (const [j, n] of addresses.entries()) grid.set(i, j, cell(formatAddress(h), formatAddress(n)));
  }
  const matrices = [{ combination, addresses, cells: grid.build(), remotePeers: 0 }];
  const observations = { alone: [], together: [], matrices, expectations: [], ...observed };
  return assembleReport({
    version: '1',
    where: 'host',
    host: HOST,
    held: [],
    plan: plan.value,
    ports,
    observations,
  });
}

const linux = (holder: string, newcomer: string): string =>
  holder === newcomer || holder === '0.0.0.0' || newcomer === '0.0.0.0' ? 'bind:EADDRINUSE' : 'ok';

describe('prediction beside observation', () => {
  test('a kernel that follows the rules: nothing to say', () => {
    const report = reportOf(linux);
    expect(report.disagreements).toEqual([]);
    expect(report.summary).toMatchObject({ pairs: { ok: 2, failed: 7, skipped: 0 }, disagreements: 0, unknown: 0 });
    const [matrix] = report.matrices;
    if (matrix === undefined) throw new Error('no matrix');
    expect(gridAt(matrix.rules, 0, 1)).toBe('linux.wildcard-overlaps-listener');
  });

  test('a kernel that lets ANY and a specific address both listen differs, once per kind of pair', () => {
    const report = reportOf((h, n) => (h === n ? 'bind:EADDRINUSE' : 'ok'));
    expect(report.summary.disagreements).toBe(4);
    expect(report.disagreements.map((d) => [d.place, d.predicted, d.observed, d.count])).toEqual([
      ['matrix tcp 50005 addr: 0.0.0.0 then 127.0.0.1', 'bind:EADDRINUSE', 'ok', 4],
    ]);
  });

  test('what a socket that nobody sees refuses is no wrong rule', () => {
    const o = { protocol: 'tcp', port: 50005, reuse: 'addr', v6only: 'system', listened: false } as const;
    const alone = [{ ...o, address: ANY.inet, outcome: 'bind:EADDRINUSE' }] as const;
    const port = { protocol: 'tcp', port: 50005, caution: 'held', holders: [] } as const;
    const unseen = reportOf(linux, { alone }, [{ ...port, unseen: 'bound-only' }]);
    expect(unseen.disagreements).toEqual([]);
    expect(Object.keys(unseen.reasons ?? {})).not.toContain('linux.port-free');
    expect(reportOf(linux, { alone }, [port]).disagreements).toHaveLength(1);
  });

  test('what was skipped is no observation', () => {
    expect(reportOf(() => 'skipped:held').disagreements).toEqual([]);
  });

  test('a resource that ran out is no observation, and proves nothing of the others', () => {
    const plan = {
      family: 'inet',
      order: 'any-last',
      addresses: [address('127.0.0.1'), ANY.inet],
      visits: [true, true],
    } as const;
    const combination = {
      protocol: 'tcp',
      port: 50005,
      reuse: { holder: 'none', newcomer: 'none' },
      v6only: 'system',
      sequence: 'listen-each',
    } as const;
    const listeners = [
      { address: plan.addresses[0], outcome: 'socket:EMFILE', answers: ANY.inet, reached: 'ok' },
      { address: ANY.inet, outcome: 'ok', answers: ANY.inet, reached: 'accept:ENOBUFS' },
    ] as const;
    const cell = (h: string, n: string): string => (h === n ? 'holder:socket:ENFILE' : 'bind:ENOMEM');
    const report = reportOf(cell, { together: [{ combination, plan, listeners, remotePeers: 0 }] });
    expect(report.disagreements).toEqual([]);
    expect(report.summary.exhausted).toEqual({ EMFILE: 1, ENOBUFS: 1, ENFILE: 3, ENOMEM: 6 });
    expect(verdictExit(report.summary)).toBe(3);
    expect(reportOf(linux).summary.exhausted).toBeUndefined();
  });

  test('equal differences among the listeners are one, with their number', () => {
    const addresses = [ANY.inet, address('127.0.0.1'), address('192.0.2.2')];
    const plan = { family: 'inet', order: 'any-first', addresses, visits: [true, true, true] } as const;
    const combination = {
      protocol: 'tcp',
      port: 50005,
      reuse: { holder: 'none', newcomer: 'none' },
      v6only: 'system',
      sequence: 'listen-each',
    } as const;
    const listeners = addresses.map((a) => ({ address: a, outcome: 'ok' as const, answers: ANY.inet, reached: 'ok' }));
    const report = reportOf(linux, { together: [{ combination, plan, listeners, remotePeers: 0 }] });
    expect(report.disagreements.map((d) => [d.place, d.observed, d.count])).toEqual([
      ['together tcp 50005 none, any-first: 127.0.0.1', 'ok', 2],
    ]);
  });

  test('the wrong listener answering is a disagreement of its own', () => {
    const plan = {
      family: 'inet',
      order: 'any-first',
      addresses: [ANY.inet, address('127.0.0.1')],
      visits: [true, true],
    } as const;
    const combination = {
      protocol: 'tcp',
      port: 50005,
      reuse: { holder: 'port', newcomer: 'port' },
      v6only: 'system',
      sequence: 'listen-each',
    } as const;
    const listeners = plan.addresses.map((a) => ({
      address: a,
      outcome: 'ok' as const,
      answers: ANY.inet,
      reached: 'ok',
    }));
    const report = reportOf(linux, { together: [{ combination, plan, listeners, remotePeers: 0 }] });
    expect(report.disagreements.map((d) => d.place)).toEqual([
      'together tcp 50005 port, any-first: who answers at 0.0.0.0',
      'together tcp 50005 port, any-first: who answers at 127.0.0.1',
    ]);
  });
});
