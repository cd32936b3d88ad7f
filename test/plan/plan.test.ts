import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import type { Expectation } from '../../src/model/experiment.ts';
import type { HeldSocket } from '../../src/model/host.ts';
import { OK } from '../../src/model/outcome.ts';
import { condense } from '../../src/plan/held.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { describePorts } from '../../src/plan/ports.ts';
import { sandboxLayout } from '../../src/plan/sandbox-layout.ts';
import { address, combinationWith, experimentWith, heldSocket, hostWith, sourced } from './host.ts';

const HOST = hostWith(['eth0 192.0.2.2', 'eth0 fe80::1%eth0'], { 'net.ipv4.ip_local_port_range': '32768\t60999' });

function planOf(changes: Parameters<typeof experimentWith>[0], held: readonly HeldSocket[] = []) {
  const plan = planExperiment(experimentWith(changes), HOST, held);
  if (!plan.ok) throw new Error(plan.error.map((p) => p.message).join('; '));
  return plan.value;
}

describe('the axes multiplied out', () => {
  test('every combination once', () => {
    const { combinations } = planOf({
      ports: [80, 50005],
      protocols: ['tcp', 'udp'],
      v6only: ['on', 'off'],
      sequence: ['listen-each', 'bind-all-first'],
      reuse: [
        { holder: 'none', newcomer: 'addr' },
        { holder: 'port', newcomer: 'port' },
      ],
    });
    // UDP has no listen(2), so its sequence is no axis: 2 ports x 2 v6only x 2 reuse x (2 + 1).
    expect(combinations).toHaveLength(24);
    expect(new Set(combinations.map(({ together: _t, show: _s, ...axes }) => JSON.stringify(axes))).size).toBe(24);
  });

  test('ANY first, then ANY last, a family at a time; then both at once, with either of them first', () => {
    const together = planOf({}).combinations[0]?.together.map((t) => [
      t.family,
      t.order,
      t.addresses.map(formatAddress).join(' '),
    ]);
    expect(together).toEqual([
      ['inet', 'any-first', '0.0.0.0 127.0.0.1 192.0.2.2'],
      ['inet', 'any-last', '127.0.0.1 192.0.2.2 0.0.0.0'],
      ['inet6', 'any-first', ':: ::1 fe80::1%eth0'],
      ['inet6', 'any-last', '::1 fe80::1%eth0 ::'],
      ['both', 'any-first', '0.0.0.0 :: 127.0.0.1 192.0.2.2 ::1 fe80::1%eth0'],
      ['both', 'any6-first', ':: 0.0.0.0 ::1 fe80::1%eth0 127.0.0.1 192.0.2.2'],
      ['both', 'any-last', '127.0.0.1 192.0.2.2 ::1 fe80::1%eth0 0.0.0.0 ::'],
    ]);
  });

  test.each<[string, string[], boolean]>([
    ['an IPv6 address beside IPv4 ones, which share no packet', ['!any6', '127.0.0.1', '::1'], false],
    ['a v4-mapped address beside IPv4 ones', ['!any6', '127.0.0.1', '::ffff:127.0.0.1'], true],
    [':: alone', ['any6', '!any4'], false],
    ['ANY of both', ['any4', 'any6'], true],
  ])('both families are opened at once where they may meet: %s', (_, addresses, meet) => {
    const together = planOf({ addresses: addresses.map((one) => sourced(one)) }).combinations[0]?.together;
    expect(together?.some(({ family }) => family === 'both')).toBe(meet);
  });

  test('a client visits only what is local by now', () => {
    const tentative = HOST.addresses.map((a) => (a.interface === 'eth0' ? { ...a, state: 'tentative' as const } : a));
    const plan = planExperiment(experimentWith({ families: ['inet'] }), { ...HOST, addresses: tentative }, []);
    expect(plan.ok && plan.value.combinations[0]?.together[0]?.visits).toEqual([true, true, false]);
  });

  test('one order is enough where there is no ANY', () => {
    expect(planOf({ addresses: [sourced('127.0.0.1'), sourced('!any4')] }).combinations[0]?.together).toHaveLength(1);
  });
});

describe('the caution on a port in use', () => {
  test.each([
    ['a listener', heldSocket(), false, 'held'],
    ['a bound socket', heldSocket({ state: 'BOUND' }), false, 'held'],
    ['a connection', heldSocket({ state: 'ESTABLISHED' }), false, 'held'],
    ['with --live', heldSocket(), true, 'live'],
    ['TIME_WAIT, which belongs to nobody', heldSocket({ state: 'TIME_WAIT' }), false, 'free'],
    ['an orphan in FIN_WAIT2', heldSocket({ state: 'FIN_WAIT2', inode: 0 }), false, 'free'],
    ['FIN_WAIT2 that a process has', heldSocket({ state: 'FIN_WAIT2' }), false, 'held'],
    ["the kernel's own listener", heldSocket({ inode: 0 }), false, 'held'],
    ['another port', heldSocket({ port: 50006 }), false, 'free'],
    ['another protocol', heldSocket({ protocol: 'udp' }), false, 'free'],
  ] as const)('%s', (_name, socket, live, caution) => {
    expect(planOf({ live }, [socket]).combinations[0]?.caution).toBe(caution);
  });

  test('is described with its holders and the ephemeral range', () => {
    const held = [heldSocket(), heldSocket({ port: 1 })];
    expect(describePorts(planOf({ ports: [50005, 80] }, held), HOST, held)).toEqual([
      { protocol: 'tcp', port: 50005, caution: 'held', holders: [held[0]], ephemeralRange: [32768, 60999] },
      { protocol: 'tcp', port: 80, caution: 'free', holders: [] },
    ]);
  });
});

describe('a kernel that does not list sockets that are only bound', () => {
  test('a TCP port where nobody is seen says so, one of UDP or with a holder does not', () => {
    const held = [heldSocket({ port: 80 })];
    const plan = planOf({ ports: [50005, 80], protocols: ['tcp', 'udp'] }, held);
    const unseen = describePorts(plan, HOST, held, false).filter((p) => p.unseen === 'bound-only');
    expect(unseen).toMatchObject([{ protocol: 'tcp', port: 50005, caution: 'free' }]);
  });

  test('a port that is found taken is held, --live or not', () => {
    const plan = planExperiment(experimentWith({ live: true }), HOST, [], new Set([50005]));
    expect(plan).toMatchObject({ ok: true, value: { combinations: [{ caution: 'held' }] } });
  });
});

describe('expectations', () => {
  const expectation = (changes: Partial<Expectation>): Expectation => ({
    ...combinationWith(),
    id: 'expect-1',
    source: { flag: '--config' },
    address: sourced('any4'),
    expect: [OK],
    written: {},
    ...changes,
  });

  test('selectors become addresses', () => {
    const [plan] = planOf({
      expect: [expectation({ holder: sourced('any4'), address: sourced('each-ipv4') })],
    }).expectations;
    expect(plan?.holders.map(formatAddress)).toEqual(['0.0.0.0']);
    expect(plan?.addresses.map(formatAddress)).toEqual(['127.0.0.1', '192.0.2.2']);
  });

  test('an address that is not here is blamed on its place', () => {
    const source = { file: 'a.yaml', line: 3, column: 5 };
    const plan = planExperiment(
      experimentWith({ expect: [expectation({ address: { text: '203.0.113.1', source } })] }),
      HOST,
      [],
    );
    expect(plan).toMatchObject({
      ok: false,
      error: [{ source, message: '203.0.113.1 is not an address of this host' }],
    });
  });
});

describe('what a sandbox has', () => {
  test('the host’s addresses on links of the same names', () => {
    expect(sandboxLayout(experimentWith(), HOST)).toEqual({
      devices: [{ name: 'eth0', link: 'up', addresses: [address('192.0.2.2'), address('fe80::1%eth0')] }],
      loopback: [],
      sysctls: {},
    });
  });

  test('the named ones instead, on lo', () => {
    const layout = sandboxLayout(
      experimentWith({ addresses: [sourced('192.168.1.101'), sourced('10.10.2.102')] }),
      HOST,
    );
    expect(layout).toEqual({ devices: [], loopback: [address('192.168.1.101'), address('10.10.2.102')], sysctls: {} });
  });

  test('a device for a zone, and nothing for what lo has anyway', () => {
    const named = ['fe80::5%d1', '::ffff:10.0.0.1', '127.0.0.9', '::1', 'any4'].map(sourced);
    expect(sandboxLayout(experimentWith({ addresses: named }), HOST)).toEqual({
      devices: [{ name: 'd1', link: 'up', addresses: [address('fe80::5%d1')] }],
      loopback: [address('10.0.0.1')],
      sysctls: {},
    });
  });

  test('the host’s and the named where the named pick among the host’s', () => {
    const layout = sandboxLayout(experimentWith({ addresses: [sourced('each-ipv4'), sourced('10.0.0.1')] }), HOST);
    expect(layout.devices).toHaveLength(1);
    expect(layout.loopback).toEqual([address('10.0.0.1')]);
  });
});

describe('many connections on one port', () => {
  const peer = { address: address('10.0.0.9'), port: 1 };

  test('become one of each kind, with a count; listeners stay single', () => {
    const connections = Array.from({ length: 5000 }, (_, i) =>
      heldSocket({ state: 'ESTABLISHED', inode: i + 10, peer: { ...peer, port: i + 1 } }),
    );
    const leftovers = [3, 50, 7].map((expires) => heldSocket({ state: 'TIME_WAIT', inode: 0, expires }));
    const listeners = [heldSocket({ inode: 2 }), heldSocket({ inode: 3 })];
    const condensed = condense([...listeners, ...connections, ...leftovers]);
    expect(condensed.map((s) => [s.state, s.count, s.expires])).toEqual([
      ['LISTEN', undefined, undefined],
      ['LISTEN', undefined, undefined],
      ['ESTABLISHED', 5000, undefined],
      ['TIME_WAIT', 3, 50],
    ]);
  });

  test('of different options stay apart: rules tell them apart', () => {
    expect(condense([true, false].map((reuseaddr) => heldSocket({ state: 'TIME_WAIT', reuseaddr })))).toHaveLength(2);
  });
});
