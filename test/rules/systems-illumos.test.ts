import { describe, expect, test } from 'vitest';
import { bind, pair, type Shape } from './systems.ts';

describe('TCP', () => {
  test.each([
    ['0.0.0.0', '10.0.0.1', 'none', 'bind:EADDRINUSE', 'newcomer-lacks-reuseaddr'],
    ['10.0.0.1', '0.0.0.0', 'none', 'bind:EADDRINUSE', 'newcomer-lacks-reuseaddr'],
    ['0.0.0.0', '10.0.0.1', 'addr', 'ok', 'any-beside-specific'],
    ['10.0.0.1', '0.0.0.0', 'addr', 'ok', 'any-beside-specific'],
    ['10.0.0.1', '10.0.0.1', 'addr', 'bind:EADDRINUSE', 'exact-match'],
    ['10.0.0.1', '10.0.0.2', 'none', 'ok', 'no-overlap'],
    ['::', '0.0.0.0', 'none', 'ok', 'families-apart'],
    ['0.0.0.0', '::', 'none', 'ok', 'families-apart'],
    ['::', '::1', 'none', 'bind:EADDRINUSE', 'newcomer-lacks-reuseaddr'],
    ['::', '10.0.0.1', 'none', 'ok', 'families-apart'],
    ['10.0.0.1', '10.0.0.2', 'port', 'unknown', 'reuseport-not-read'],
  ] as const)('%s, then %s, %s: %s', (first, second, reuse, outcome, rule) => {
    expect(pair('illumos', first, second, { holder: reuse, newcomer: reuse })).toEqual([outcome, rule]);
  });

  test.each(['TIME_WAIT', 'ESTABLISHED'] as const)('%s: SO_REUSEADDR on the newcomer is enough', (state) => {
    const old: Shape = { address: '10.0.0.1', state };
    expect(bind('illumos', { address: '0.0.0.0', reuse: 'addr' }, old)).toEqual(['ok', 'connected-ignored']);
    expect(bind('illumos', { address: '0.0.0.0' }, old)).toEqual(['EADDRINUSE', 'newcomer-lacks-reuseaddr']);
  });

  test.each([
    [{ address: '10.0.0.1', port: 80, uid: 1000 }, 'EACCES'],
    [{ address: '192.0.2.1' }, 'EADDRNOTAVAIL'],
    [{ address: '::ffff:10.0.0.1', v6only: true }, 'EADDRNOTAVAIL'],
    [{ address: '::ffff:10.0.0.1' }, 'unknown'],
  ] as const)('%o alone: %s', (shape, outcome) => {
    expect(bind('illumos', shape)[0]).toBe(outcome);
  });
});

test('UDP was not read', () => {
  expect(pair('illumos', '10.0.0.1', '10.0.0.2', { protocol: 'udp' })).toEqual(['unknown', 'udp-not-read']);
  expect(bind('illumos', { address: '10.0.0.1', protocol: 'udp' })).toEqual(['ok', 'port-free']);
});
