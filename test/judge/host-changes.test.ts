import { describe, expect, test } from 'vitest';
import { followRules } from '../../src/judge/follow-rules.ts';
import { Foresight } from '../../src/judge/foresight.ts';
import { hostChanges } from '../../src/judge/host-changes.ts';
import { assembleReport, type Findings } from '../../src/judge/report.ts';
import type { Host } from '../../src/model/host.ts';
import { changeText, type HostChange } from '../../src/model/host-change.ts';
import { OK, type Outcome, refused } from '../../src/model/outcome.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { ruleSet } from '../../src/rules/index.ts';
import { address, experimentWith, heldSocket, hostWith } from '../plan/host.ts';

const HOST = hostWith(['eth0 192.0.2.2', 'eth0 2001:db8::2'], { 'net.ipv4.ip_nonlocal_bind': '0' });

const textsOf = (now: Partial<Host>, before: Partial<Host> = {}): string[] =>
  hostChanges({ host: { ...HOST, ...before }, held: [] }, { host: { ...HOST, ...now }, held: [] }).map(changeText);

const last = (host: Host) => host.addresses.slice(0, -1);
const tentative = HOST.addresses.map(
  (a) => ({ ...a, state: a.address.family === 'inet6' ? 'tentative' : a.state }) as const,
);

describe('what changed between two looks', () => {
  test.each([
    ['nothing', {}, {}, []],
    ['an address went', { addresses: last(HOST) }, {}, ['2001:db8::2 of eth0 went']],
    ['an address came', {}, { addresses: last(HOST) }, ['2001:db8::2 of eth0 came']],
    [
      'duplicate address detection ended',
      {},
      { addresses: tentative },
      ['::1 of lo: tentative before, ok now', '2001:db8::2 of eth0: tentative before, ok now'],
    ],
    [
      'a link went down',
      { interfaces: HOST.interfaces.map((i) => (i.loopback ? i : ({ ...i, link: 'down' } as const))) },
      {},
      ['the link of eth0: up before, down now'],
    ],
    ['an interface went', { interfaces: HOST.interfaces.slice(0, 1) }, {}, ['the link of eth0: up before, gone now']],
    [
      'a sysctl was set',
      { facts: { ...HOST.facts, sysctls: { 'net.ipv4.ip_nonlocal_bind': '1' } } },
      {},
      ['net.ipv4.ip_nonlocal_bind: 0 before, 1 now'],
    ],
  ])('%s', (_, now, before, texts) => {
    expect(textsOf(now, before)).toEqual(texts);
  });

  test('servers came and went; connections and what is left of them do not count', () => {
    const left = heldSocket({ state: 'TIME_WAIT', inode: 0 });
    const connection = heldSocket({ inode: 9, state: 'ESTABLISHED', peer: { address: address('::1'), port: 9 } });
    const changes = hostChanges(
      { host: HOST, held: [heldSocket(), left] },
      { host: HOST, held: [heldSocket({ inode: 2 }), connection] },
    );
    expect(changes.map(changeText)).toEqual(['tcp 127.0.0.1:50005 LISTEN went', 'tcp 127.0.0.1:50005 LISTEN came']);
  });
});

describe('an outcome that differs from the rules', () => {
  const GONE = refused('bind', 'EADDRNOTAVAIL');
  const planned = planExperiment(
    experimentWith({
      expect: [
        {
          ...experimentWith(),
          protocol: 'tcp',
          port: 50005,
          address: { text: '192.0.2.2', source: { flag: 'expect' } },
          expect: [OK],
          written: {},
          reuse: { holder: 'none', newcomer: 'none' },
          v6only: 'system',
          sequence: 'listen-each',
        },
      ] as never,
    }),
    HOST,
    [],
  );
  const plan = (planned.ok ? planned.value : undefined) as Plan;

  /** Everything as the rules say, but that 192.0.2.2 was gone. */
  function findings(changes: readonly HostChange[]): Findings {
    const foreseen = followRules(plan, new Foresight(ruleSet('linux'), HOST, []));
    const at = (one: { readonly address: { readonly ip: string } }, outcome: Outcome): Outcome =>
      one.address.ip === '192.0.2.2' ? GONE : outcome;
    const [matrix] = foreseen.matrices;
    const codes = [...(matrix?.cells.codes ?? []), GONE];
    const column = plan.addresses.findIndex(({ ip }) => ip === '192.0.2.2');
    const cells = matrix?.cells.cells.map((code, i) =>
      i % plan.addresses.length === column ? codes.length - 1 : code,
    );
    return {
      version: '0',
      timing: { started: '2026-11-26T03:40:46.123Z', seconds: 1 },
      where: 'host',
      host: HOST,
      held: [],
      plan,
      ports: [],
      changes,
      observations: {
        alone: foreseen.alone.map((one) => ({ ...one, outcome: at(one.listener, one.outcome) })),
        together: foreseen.together.map((one) => ({
          ...one,
          listeners: one.listeners.map((l) => ({ ...l, outcome: at(l, l.outcome) })),
        })),
        matrices:
          matrix === undefined
            ? []
            : [{ ...matrix, cells: { ...matrix.cells, codes, cells: cells ?? matrix.cells.cells } }],
        expectations: foreseen.expectations.map((one) => ({
          ...one,
          counts: one.counts.map((counted) => ({ ...counted, outcome: at(counted.first, counted.outcome) })),
        })),
      },
    };
  }

  const WENT = HOST.addresses.find((a) => a.address.ip === '192.0.2.2');
  const OTHER = HOST.addresses.find((a) => a.address.ip === '2001:db8::2');
  if (WENT === undefined || OTHER === undefined) throw new Error('no such address');

  test('is one where nothing changed', () => {
    const { summary, changes } = assembleReport(findings([]));
    expect(summary.disagreements).toBeGreaterThan(5);
    expect(summary.expectations).toMatchObject({ unmet: 1, inconclusive: 0 });
    expect(changes).toBeUndefined();
  });

  test.each<[string, HostChange]>([
    ['its address went', { kind: 'address-went', address: WENT }],
    ['the link of its address went down', { kind: 'link', interface: 'eth0', before: 'up', now: 'down' }],
    ['a sysctl was set', { kind: 'sysctl', name: 'net.ipv4.ip_nonlocal_bind', before: '0', now: '1' }],
    ['a socket came onto its port', { kind: 'socket-came', socket: heldSocket() }],
  ])('is unknown where %s', (_, change) => {
    const before = assembleReport(findings([])).summary.disagreements;
    const { summary, disagreements, changes, expectations } = assembleReport(findings([change]));
    expect({ disagreements, unknown: summary.unknown }).toEqual({ disagreements: [], unknown: before });
    expect(changes).toEqual([change]);
    expect(expectations).toMatchObject([{ status: 'inconclusive', unmet: 0 }]);
    expect(expectations[0]?.reason).toBe(`the host changed during the run: ${changeText(change)}`);
  });

  test.each<[string, HostChange]>([
    ['another address went', { kind: 'address-went', address: { ...OTHER, address: address('192.0.2.99') } }],
    ['a socket came onto another port', { kind: 'socket-came', socket: heldSocket({ port: 80 }) }],
    ['a socket of the other protocol came', { kind: 'socket-came', socket: heldSocket({ protocol: 'udp' }) }],
  ])('stays one where %s', (_, change) => {
    const { summary } = assembleReport(findings([change]));
    expect(summary.disagreements).toBe(assembleReport(findings([])).summary.disagreements);
    expect(summary.expectations.unmet).toBe(1);
  });
});
