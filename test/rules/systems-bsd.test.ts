import { describe, expect, test } from 'vitest';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import type { Reuse } from '../../src/model/options.ts';
import { OK } from '../../src/model/outcome.ts';
import { type OperatingSystem, predictTogether, ruleSet } from '../../src/rules/index.ts';
import { at, bind, environment, pair, type Shape } from './systems.ts';

const BSD = ['freebsd', 'macos', 'openbsd', 'netbsd'] as const;
const REUSE: readonly Reuse[] = ['none', 'addr', 'port', 'addr+port'];

describe.each(BSD)('%s: one user, IPv4', (os) => {
  /** Rows: what the holder sets; columns: what the newcomer sets, in the order of REUSE. */
  const TABLES: readonly [string, string, string][] = [
    ['0.0.0.0', '10.0.0.1', 'no ok ok ok  no ok ok ok  no ok ok ok  no ok ok ok'],
    ['10.0.0.1', '0.0.0.0', 'no ok ok ok  no ok ok ok  no ok ok ok  no ok ok ok'],
    ['10.0.0.1', '10.0.0.1', 'no no no no  no no no no  no no ok ok  no no ok ok'],
    ['0.0.0.0', '0.0.0.0', 'no no no no  no no no no  no no ok ok  no no ok ok'],
    ['10.0.0.1', '10.0.0.2', 'ok ok ok ok  ok ok ok ok  ok ok ok ok  ok ok ok ok'],
  ];

  const cells = TABLES.flatMap(([first, second, table]) =>
    table.split(/ +/).map((word, n) => {
      const [holder, newcomer] = [REUSE[Math.floor(n / 4)] as Reuse, REUSE[n % 4] as Reuse];
      return [first, second, holder, newcomer, word === 'ok' ? 'ok' : 'bind:EADDRINUSE'] as const;
    }),
  );

  test.each(cells)('%s, then %s: holder %s, newcomer %s: %s', (first, second, holder, newcomer, outcome) => {
    expect(pair(os, first, second, { holder, newcomer })[0]).toBe(outcome);
    expect(pair(os, first, second, { holder, newcomer, protocol: 'udp' })[0]).toBe(outcome);
    expect(pair(os, first, second, { holder, newcomer, sequence: 'bind-all-first' })[0]).toBe(outcome);
  });
});

/** The tutorial's claim: with SO_REUSEADDR ANY and every specific address of one user start in any order. */
test.each(BSD)('%s: ANY beside specific addresses, all with SO_REUSEADDR', (os) => {
  const combination = {
    protocol: 'tcp',
    port: 80,
    ...DEFAULT_AXES,
  } as const;
  for (const order of [
    ['0.0.0.0', '10.0.0.1', '10.0.0.2'],
    ['10.0.0.1', '10.0.0.2', '0.0.0.0'],
  ]) {
    const listeners = predictTogether(ruleSet(os), environment(os), combination, order.map(at));
    expect(listeners.map(({ prediction }) => prediction.outcome)).toEqual([OK, OK, OK]);
    expect(listeners.map(({ answers }) => answers)).toEqual(order.map((text) => [at(text)]));
  }
});

type Row = readonly [OperatingSystem, string, string, Reuse, string, string];

describe('IPv4 and IPv6, IPV6_V6ONLY off', () => {
  const rows: readonly Row[] = [
    ...(['freebsd', 'macos'] as const).flatMap((os): Row[] => [
      [os, '0.0.0.0', '::', 'none', 'ok', 'dual-stack-after-any'],
      [os, '0.0.0.0', '::', 'addr', 'ok', 'dual-stack-after-any'],
      [os, '::', '0.0.0.0', 'none', 'bind:EADDRINUSE', 'dual-stack-before-ipv4'],
      [os, '::', '0.0.0.0', 'addr', 'bind:EADDRINUSE', 'dual-stack-before-ipv4'],
      [os, '::', '0.0.0.0', 'port', 'ok', 'both-reuseport'],
      [os, '10.0.0.1', '::', 'none', 'bind:EADDRINUSE', 'newcomer-lacks-reuse'],
      [os, '10.0.0.1', '::', 'addr', 'ok', 'any-beside-specific'],
      [os, '::', '10.0.0.1', 'none', 'bind:EADDRINUSE', 'dual-stack-before-ipv4'],
      [os, '::', '10.0.0.1', 'addr', 'ok', 'any-beside-specific'],
      [os, '::', '::1', 'none', 'bind:EADDRINUSE', 'newcomer-lacks-reuse'],
      [os, '::', '::', 'addr', 'bind:EADDRINUSE', 'exact-match'],
      [os, '::1', '10.0.0.1', 'none', 'ok', 'families-apart'],
    ]),
    ['netbsd', '0.0.0.0', '::', 'none', 'ok', 'families-apart'],
    ['netbsd', '10.0.0.1', '::', 'none', 'ok', 'families-apart'],
    ['netbsd', '::', '0.0.0.0', 'none', 'bind:EADDRINUSE', 'dual-stack-before-ipv4'],
    ['netbsd', '::', '0.0.0.0', 'addr', 'ok', 'any-beside-specific'],
    ['netbsd', '::', '10.0.0.1', 'none', 'bind:EADDRINUSE', 'dual-stack-before-ipv4'],
    ['openbsd', '::', '0.0.0.0', 'none', 'holder:setsockopt:EINVAL', 'always-v6only'],
    ['openbsd', '::1', '0.0.0.0', 'none', 'holder:setsockopt:EINVAL', 'always-v6only'],
  ];
  test.each(rows)('%s: %s, then %s, %s: %s', (...[os, first, second, reuse, outcome, rule]: Row) => {
    expect(pair(os, first, second, { holder: reuse, newcomer: reuse })).toEqual([outcome, rule]);
  });

  test.each(BSD)('%s as it comes', (os) => {
    const outcome = os === 'macos' ? 'bind:EADDRINUSE' : 'ok';
    expect(pair(os, '::', '0.0.0.0', { v6only: 'system' })[0]).toBe(outcome);
    expect(pair(os, '::', '0.0.0.0', { v6only: 'on' })).toEqual(['ok', 'families-apart']);
  });
});

describe('connections', () => {
  const leftover: Shape = { address: '10.0.0.1', reuse: 'none', state: 'TIME_WAIT' };
  test.each(BSD)('%s: a reuse option on the newcomer is enough', (os) => {
    for (const state of ['TIME_WAIT', 'ESTABLISHED', 'CLOSE_WAIT'] as const)
      for (const address of ['10.0.0.1', '0.0.0.0']) {
        expect(bind(os, { address }, { ...leftover, state })).toEqual(['EADDRINUSE', 'newcomer-lacks-reuse']);
        expect(bind(os, { address, reuse: 'addr' }, { ...leftover, state })).toEqual(['ok', 'connected-ignored']);
        expect(bind(os, { address, reuse: 'port' }, { ...leftover, state })).toEqual(['ok', 'connected-ignored']);
      }
    expect(bind(os, { address: '10.0.0.2' }, leftover)[0]).toBe('ok');
  });

  test('macOS asks whose a connection is, FreeBSD only of UDP', () => {
    const theirs = { address: '10.0.0.1', uid: 1001, state: 'ESTABLISHED' } as const;
    const ours = { address: '10.0.0.1', uid: 1000, reuse: 'addr' } as const;
    expect(bind('macos', ours, theirs)).toEqual(['EADDRINUSE', 'other-user']);
    expect(bind('freebsd', ours, theirs)[0]).toBe('ok');
    expect(bind('freebsd', { ...ours, protocol: 'udp' }, { ...theirs, protocol: 'udp' })[0]).toBe('EADDRINUSE');
  });

  test('only the best match is asked: 0.0.0.0 hides 10.0.0.1 from a dual-stack ::', () => {
    const olds: Shape[] = [{ address: '10.0.0.1' }, { address: '0.0.0.0' }];
    expect(bind('freebsd', { address: '::' }, ...olds)[0]).toBe('ok');
    expect(bind('freebsd', { address: '::' }, olds[0] as Shape)[0]).toBe('EADDRINUSE');
  });
});

describe('another user, all with both options', () => {
  const rows: readonly [OperatingSystem, string, string, string][] = [
    ['freebsd', '0.0.0.0', '10.0.0.1', 'EADDRINUSE'],
    ['freebsd', '0.0.0.0', '0.0.0.0', 'EADDRINUSE'],
    ['macos', '0.0.0.0', '10.0.0.1', 'EADDRINUSE'],
    ['macos', '10.0.0.1', '0.0.0.0', 'EADDRINUSE'],
    ['macos', '0.0.0.0', '0.0.0.0', 'ok'],
    ['macos', '::', '::', 'ok'],
    ['macos', '::', '::1', 'EADDRINUSE'],
    ['openbsd', '0.0.0.0', '0.0.0.0', 'EADDRINUSE'],
    ['openbsd', '::', '0.0.0.0', 'ok'],
    ['netbsd', '0.0.0.0', '10.0.0.1', 'EADDRINUSE'],
    ['netbsd', '0.0.0.0', '0.0.0.0', 'ok'],
    ['netbsd', '::', '::1', 'unknown'],
  ];
  test.each(rows)('%s: %s, then %s: %s', (os, first, second, outcome) => {
    const old: Shape = { address: first, uid: 1001, reuse: 'addr+port' };
    expect(bind(os, { address: second, uid: 1000, reuse: 'addr+port' }, old)[0]).toBe(outcome);
    expect(bind(os, { address: second, uid: 0, reuse: 'addr+port' }, old)[0]).toBe('ok');
    expect(bind(os, { address: second, uid: 1001, reuse: 'addr+port' }, old)[0]).toBe('ok');
    if (outcome === 'EADDRINUSE')
      expect(bind(os, { address: '10.0.0.2', uid: 1000 }, { ...old, address: '10.0.0.1' })[0]).toBe('ok');
  });

  test('macOS: ANY beside ANY in IPv6 only where the old one has SO_REUSEPORT', () => {
    const old: Shape = { address: '::', uid: 1001, reuse: 'addr' };
    expect(bind('macos', { address: '::', uid: 1000, reuse: 'addr' }, old)).toEqual(['EADDRINUSE', 'other-user']);
  });
});

describe('a socket by itself', () => {
  const rows: readonly [OperatingSystem, Shape, string, string][] = [
    ...BSD.flatMap((os): [OperatingSystem, Shape, string, string][] => [
      [os, { address: '192.0.2.1' }, 'EADDRNOTAVAIL', 'address-not-local'],
      // Only configured addresses: 127.0.0.0/8 is Linux's.
      [os, { address: '127.0.0.2' }, 'EADDRNOTAVAIL', 'address-not-local'],
      [os, { address: '10.0.0.1', port: 80, uid: 1000 }, 'EACCES', 'privileged-port'],
      [os, { address: '10.0.0.1', port: 80, uid: 0 }, 'ok', 'port-free'],
      [os, { address: '192.0.2.1', port: 80, uid: 1000 }, 'EADDRNOTAVAIL', 'address-not-local'],
      [os, { address: '::ffff:10.0.0.1' }, 'unknown', 'not-covered'],
      [os, { address: '224.0.0.1' }, 'unknown', 'not-covered'],
      [os, { address: 'fe80::1' }, 'unknown', 'not-covered'],
      [
        os,
        { address: '0.0.0.0', port: 80, uid: 1000 },
        os === 'macos' ? 'ok' : 'EACCES',
        os === 'macos' ? 'port-free' : 'privileged-port',
      ],
    ]),
  ];
  test.each(rows)('%s: %o: %s', (os, shape, outcome, rule) => {
    expect(bind(os, shape)).toEqual([outcome, rule]);
  });
});
