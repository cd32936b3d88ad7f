import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../src/model/host.ts';
import type { Listener } from '../../src/model/listener.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import { PortGuard } from '../../src/run/port-guard.ts';
import { address, heldSocket } from '../plan/host.ts';

const listener = (text = '0.0.0.0', port = 50005): Listener => ({
  protocol: 'tcp',
  address: address(text),
  port,
  options: {},
});
const IN_USE = refused('bind', 'EADDRINUSE');

/** A guard of a port that `before` were on, and on which `now` are. */
const guardOf = (before: readonly HeldSocket[], now: readonly string[] | undefined): PortGuard =>
  new PortGuard({ before, isServed: ({ address: { ip } }) => now?.includes(ip) });

describe('before a port is held', () => {
  test.each([
    ['nobody had it, and nobody has it', [], [], true, undefined],
    ['nobody had it, and a server listens at the address', [], ['0.0.0.0'], false, 'came'],
    ['nobody had it, and whether somebody has it cannot be seen', [], undefined, true, undefined],
    ['its server is still there', [heldSocket()], ['127.0.0.1'], true, undefined],
    ['its server has gone', [heldSocket()], [], false, 'went'],
    [
      'one of two servers has gone',
      [heldSocket(), heldSocket({ address: address('::1') })],
      ['127.0.0.1'],
      false,
      'went',
    ],
    ['a connection has gone', [heldSocket({ state: 'TIME_WAIT', inode: 0 })], [], true, undefined],
    ['a socket that does not listen cannot be looked up', [heldSocket({ state: 'BOUND' })], [], true, undefined],
    ['a server of one device cannot be looked up', [heldSocket({ device: 'd1' })], [], true, undefined],
    ['a server of another port has gone', [heldSocket({ port: 50006 })], [], true, undefined],
  ] as const)('%s', (_, before, now, may, change) => {
    const guard = guardOf(before, now);
    expect(guard.mayHold(listener())).toBe(may);
    expect(guard.change?.kind).toBe(change);
  });

  test('that has changed once, nothing more is held', () => {
    const guard = guardOf([], ['0.0.0.0']);
    expect([guard.mayHold(listener()), guard.mayHold(listener('127.0.0.1')), guard.mayHoldAll([listener()])]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('EADDRINUSE beside no socket of the run', () => {
  test.each([
    ['on a port that nobody had', [], 'free', IN_USE, false],
    [
      'on a port that only what is left of a connection had',
      [heldSocket({ state: 'TIME_WAIT' })],
      'free',
      IN_USE,
      true,
    ],
    ['on a port in use', [heldSocket()], 'held', IN_USE, true],
    ['of a port of a socket that is not listed', [], 'held', IN_USE, true],
    ['does not stand for another errno', [], 'free', refused('bind', 'EACCES'), true],
    ['is no success', [], 'free', OK, true],
  ] as const)('%s', (_, before, caution, outcome, own) => {
    const guard = guardOf(before, []);
    expect(guard.isOwn(caution, listener(), outcome)).toBe(own);
    expect(guard.change).toEqual(own ? undefined : { kind: 'came', protocol: 'tcp', port: 50005 });
  });
});

test('without a watch, as in a sandbox, everything is held', () => {
  const guard = new PortGuard();
  expect([guard.mayHold(listener()), guard.isOwn('free', listener(), IN_USE), guard.change]).toEqual([
    true,
    true,
    undefined,
  ]);
});
