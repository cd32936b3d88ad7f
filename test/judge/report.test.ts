import { describe, expect, test } from 'vitest';
import { assembleReport } from '../../src/judge/report.ts';
import { type Address, ANY, formatAddress } from '../../src/model/address.ts';
import type { Where } from '../../src/model/experiment.ts';
import { GridBuilder, gridAt } from '../../src/model/grid.ts';
import type { ListenerObservation, Observations } from '../../src/model/observation.ts';
import { type Outcome, refused } from '../../src/model/outcome.ts';
import { type Combination, listenerAt, type TogetherPlan } from '../../src/model/plan.ts';
import type { PortReport, Report } from '../../src/model/report.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { outcomeFrom } from '../model/outcome-text.ts';
import { address, combinationWith, experimentWith, hostWith } from '../plan/host.ts';

const HOST = hostWith(['eth0 192.0.2.2'], { 'net.ipv4.ip_unprivileged_port_start': '1024' });

/** A report whose matrix was observed just as `cell` says. */
function reportOf(
  cell: (holder: string, newcomer: string) => string,
  observed: Partial<Observations> = {},
  ports: readonly PortReport[] = [],
  where: Where = 'host',
): Report {
  const plan = planExperiment(experimentWith({ families: ['inet'] }), HOST, []);
  if (!plan.ok) throw new Error('no plan');
  const [combination] = plan.value.combinations;
  if (combination === undefined) throw new Error('no combination');
  const { addresses } = plan.value;
  const grid = new GridBuilder<Outcome>(addresses.length, addresses.length);
  for (const [i, h] of addresses.entries()) {
    for (const [j, n] of addresses.entries()) grid.set(i, j, outcomeFrom(cell(formatAddress(h), formatAddress(n))));
  }
  const matrices = [{ combination, addresses, cells: grid.build(), remotePeers: 0 }];
  const observations = { alone: [], together: [], matrices, expectations: [], ...observed };
  const timing = { started: '2026-11-26T03:40:46.123Z', seconds: 1 };
  return assembleReport({ version: '1', timing, where, host: HOST, held: [], plan: plan.value, ports, observations });
}

const linux = (holder: string, newcomer: string): string =>
  holder === newcomer || holder === '0.0.0.0' || newcomer === '0.0.0.0' ? 'bind:EADDRINUSE' : 'ok';

/** Listeners that were started together, each with the outcome, the answer and what the client saw. */
function togetherOf(
  combination: Combination,
  order: TogetherPlan['order'],
  listeners: readonly (Omit<ListenerObservation, 'outcome' | 'reached'> & { outcome: string; reached: string })[],
): Pick<Observations, 'together'> {
  const addresses = listeners.map((l) => l.address);
  const plan: TogetherPlan = { family: 'inet', order, addresses, visits: addresses.map(() => true) };
  const observed = listeners.map((l) => ({
    ...l,
    outcome: outcomeFrom(l.outcome),
    reached: outcomeFrom(l.reached),
  }));
  return { together: [{ combination, plan, listeners: observed, remotePeers: 0 }] };
}

const reuseOfAll = (reuse: Combination['reuse']['holder']): Combination =>
  combinationWith({ reuse: { holder: reuse, newcomer: reuse } });

const outcome = (text: string) => ({ kind: 'outcome', outcome: outcomeFrom(text) });

describe('a matrix beside its prediction', () => {
  test('has no disagreement where the kernel follows the rules', () => {
    const report = reportOf(linux);
    expect(report.disagreements).toEqual([]);
    expect(report.summary).toMatchObject({ pairs: { ok: 2, failed: 7, skipped: 0 }, disagreements: 0, unknown: 0 });
    const [matrix] = report.matrices;
    if (matrix === undefined) throw new Error('no matrix');
    expect(gridAt(matrix.rules, 0, 1)).toBe('linux.wildcard-overlaps-listener');
  });

  test('has one disagreement for each kind of pair where the kernel differs', () => {
    const report = reportOf((h, n) => (h === n ? 'bind:EADDRINUSE' : 'ok'));
    expect(report.summary.disagreements).toBe(4);
    expect(report.disagreements).toEqual([
      {
        place: { kind: 'pair', combination: combinationWith(), holder: ANY.inet, newcomer: address('127.0.0.1') },
        predicted: outcome('bind:EADDRINUSE'),
        observed: outcome('ok'),
        rule: 'linux.wildcard-overlaps-listener',
        count: 4,
      },
    ]);
  });

  test('has no disagreement where nothing was tried', () => {
    expect(reportOf(() => 'skipped:held').disagreements).toEqual([]);
  });

  test('has one sentence for each rule behind a refusal', () => {
    const { reasons } = reportOf(linux);
    expect(Object.keys(reasons ?? {})).toContain('linux.wildcard-overlaps-listener');
    expect(reasons?.['linux.wildcard-overlaps-listener']).toMatch(/0\.0\.0\.0:50005.*127\.0\.0\.1:50005/);
  });
});

describe('a listener by itself beside its prediction', () => {
  const combination = combinationWith();
  const listener = listenerAt(combination, 'newcomer', ANY.inet);
  const alone = [{ combination, listener, outcome: refused('bind', 'EADDRINUSE'), listened: false }];
  const port = { protocol: 'tcp', port: 50005, caution: 'held', holders: [] } as const;

  test('is no disagreement where a socket that the kernel does not list refused it', () => {
    const report = reportOf(linux, { alone }, [{ ...port, unseen: 'bound-only' }]);
    expect(report.disagreements).toEqual([]);
    expect(Object.keys(report.reasons ?? {})).not.toContain('linux.port-free');
  });

  test('is a disagreement where no socket is there to refuse it', () => {
    expect(reportOf(linux, { alone }, [port]).disagreements).toMatchObject([
      { place: { kind: 'alone', listener }, predicted: outcome('ok'), observed: outcome('bind:EADDRINUSE') },
    ]);
  });
});

describe('a resource that ran out', () => {
  const listeners = [
    { address: address('127.0.0.1'), outcome: 'socket:EMFILE', answers: ANY.inet, reached: 'ok' },
    { address: ANY.inet, outcome: 'ok', answers: ANY.inet, reached: 'accept:ENOBUFS' },
  ];
  const cell = (h: string, n: string): string => (h === n ? 'holder:socket:ENFILE' : 'bind:ENOMEM');

  test('is no disagreement, and the other listeners prove nothing; the summary counts it by errno', () => {
    const report = reportOf(cell, togetherOf(reuseOfAll('none'), 'any-last', listeners));
    expect(report.disagreements).toEqual([]);
    expect(report.summary.exhausted).toEqual({ EMFILE: 1, ENOBUFS: 1, ENFILE: 3, ENOMEM: 6 });
  });

  test('is not in the summary where none did', () => {
    expect(reportOf(linux).summary.exhausted).toBeUndefined();
  });
});

describe('listeners started together beside their predictions', () => {
  const place = (kind: 'together' | 'answer', combination: Combination, at: Address) => ({
    kind,
    combination,
    family: 'inet',
    order: 'any-first',
    address: at,
  });

  test('equal disagreements are one, with their number', () => {
    const listeners = [ANY.inet, address('127.0.0.1'), address('192.0.2.2')].map((a) => ({
      address: a,
      outcome: 'ok',
      answers: ANY.inet,
      reached: 'ok',
    }));
    const combination = reuseOfAll('none');
    const report = reportOf(linux, togetherOf(combination, 'any-first', listeners));
    expect(report.disagreements).toMatchObject([
      { place: place('together', combination, address('127.0.0.1')), observed: outcome('ok'), count: 2 },
    ]);
  });

  test('an answer of another listener than predicted is a disagreement of its own', () => {
    const listeners = [ANY.inet, address('127.0.0.1')].map((a) => ({
      address: a,
      outcome: 'ok',
      answers: ANY.inet,
      reached: 'ok',
    }));
    const combination = reuseOfAll('port');
    const report = reportOf(linux, togetherOf(combination, 'any-first', listeners));
    expect(report.disagreements.map((d) => d.place)).toEqual([
      place('answer', combination, ANY.inet),
      place('answer', combination, address('127.0.0.1')),
    ]);
  });

  describe.each(['ok', 'connect:ECONNREFUSED'])(
    'a client (%s) that meets no listener where one was predicted',
    (reached) => {
      const listeners = [{ address: address('127.0.0.1'), outcome: 'ok', answers: null, reached }];
      const combination = reuseOfAll('addr');

      test('is a disagreement in a sandbox', () => {
        const report = reportOf(linux, togetherOf(combination, 'any-first', listeners), [], 'sandbox');
        expect(report.disagreements).toMatchObject([
          {
            place: place('answer', combination, address('127.0.0.1')),
            predicted: { kind: 'answers', responders: [address('127.0.0.1')] },
            observed: { kind: 'answers', responders: [] },
          },
        ]);
        expect(report.summary.unseen).toBeUndefined();
      });

      test('proves nothing on a host, whose packet rules may have taken it', () => {
        const report = reportOf(linux, togetherOf(combination, 'any-first', listeners));
        expect(report.disagreements).toEqual([]);
        expect(report.summary.unseen).toBe(1);
        expect(report.together[0]?.listeners[0]?.unseen).toBe('taken');
      });
    },
  );

  test.each(['host', 'sandbox'] as const)('a client whose own call fails proves nothing, on a %s', (where) => {
    const listeners = [{ address: address('127.0.0.1'), outcome: 'ok', answers: null, reached: 'connect:EACCES' }];
    const report = reportOf(linux, togetherOf(reuseOfAll('addr'), 'any-first', listeners), [], where);
    expect(report.disagreements).toEqual([]);
    expect(report.summary.unseen).toBe(1);
    expect(report.together[0]?.listeners[0]?.unseen).toBe('client');
  });
});
