import { describe, expect, test } from 'vitest';
import { isolatedFrom, type NamespaceIdentity, namespaceIdentity } from '../../src/sandbox/identity.ts';

const CALLER: NamespaceIdentity = { net: 'net:[1]', mnt: 'mnt:[2]', cookie: 1n };

describe('a sandbox is one', () => {
  test.each<[string, NamespaceIdentity, NamespaceIdentity]>([
    ['where both namespaces differ', CALLER, { net: 'net:[3]', mnt: 'mnt:[4]', cookie: 5n }],
    ['without /proc, where the cookies differ', { cookie: 1n }, { cookie: 5n }],
    ['where only one side has /proc, and the cookies differ', CALLER, { cookie: 5n }],
    ['on a kernel without cookies, by /proc', { net: 'net:[1]' }, { net: 'net:[3]', mnt: 'mnt:[4]' }],
  ])('%s', (_, caller, own) => {
    expect(isolatedFrom(caller, own).ok).toBe(true);
  });
});

describe('a sandbox is not one', () => {
  test.each<[string, NamespaceIdentity, NamespaceIdentity, RegExp]>([
    ['in the caller’s namespaces', CALLER, CALLER, /network namespace of its caller; nothing was done/],
    ['without /proc in the caller’s namespace', { cookie: 1n }, { cookie: 1n }, /network namespace of its caller/],
    [
      'in the caller’s mount namespace, where it would mount over /sys',
      CALLER,
      { net: 'net:[3]', mnt: 'mnt:[2]', cookie: 5n },
      /mount namespace of its caller/,
    ],
    ['where nothing can be compared', { net: 'net:[1]' }, { cookie: 5n }, /cannot be told; nothing was done/],
    ['where nothing is known', {}, {}, /cannot be told/],
  ])('%s', (_, caller, own, message) => {
    expect(isolatedFrom(caller, own)).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } });
  });

  test('in this very process', () => {
    expect(isolatedFrom(namespaceIdentity()).ok).toBe(false);
  });
});
