import { expect, test } from 'vitest';
import { componentsOf } from '../../../src/judge/services/components.ts';
import { interleavingsOf } from '../../../src/judge/services/interleavings.ts';
import { ordersLeftOut, otherOrders } from '../../../src/judge/services/orders.ts';
import type { HeldSocket } from '../../../src/model/host.ts';
import { address, BOOK, readied } from './cast.ts';

const partOf = (n: number, profileOf: (i: number) => string) =>
  componentsOf(
    readied(
      `services:\n${Array.from({ length: n }, (_, i) => `  - { id: s${i}, profile: ${profileOf(i)}, listen: 8000 }`).join('\n')}`,
    ),
  )[0]!;

test('up to four services start in every order', () => {
  expect(otherOrders(partOf(4, () => 'nginx'))).toHaveLength(23);
});

test('of more the reversed order is tried, and each first and last', () => {
  const part = partOf(16, () => 'nginx');
  const orders = otherOrders(part).map(({ services }) => services.map(({ id }) => id));
  expect(new Set(orders.map(([first]) => first)).size).toBe(16);
  expect(new Set(orders.map((order) => order.at(-1))).size).toBe(16);
  expect(ordersLeftOut(part)).toBeUndefined();
});

test('of more than sixteen one of each kind is first and last, and what is left out is said', () => {
  const part = partOf(40, (i) => (i % 2 === 0 ? 'nginx' : 'node'));
  const orders = otherOrders(part).map(({ services }) => services.map(({ id }) => id));
  expect(orders.map(([first]) => first)).toContain('s1');
  expect(orders.map((order) => order.at(-1))).toContain('s1');
  expect(orders).toHaveLength(4);
  expect(ordersLeftOut(part)).toBe(
    'of the 40 services that meet on one port 2 were started first and last, one of each kind',
  );
});

test('services that start together meet in every interleaving; of many some are looked at, which is said', () => {
  const few = partOf(3, () => 'nginx');
  // Each of two calls, and after them, for every two.
  expect(interleavingsOf(few, BOOK).casts).toHaveLength(3 * 2 * 3);
  expect(interleavingsOf(few, BOOK).leftOut).toBeUndefined();
  const many = partOf(30, () => 'nginx');
  expect(interleavingsOf(many, BOOK).casts).toHaveLength(666);
  expect(interleavingsOf(many, BOOK).leftOut).toBe(
    'of 2610 ways in which 30 services that start together may meet 666 were looked at',
  );
});

test('beside a socket of the host every call of a second choice is one before which another may start', () => {
  const held: HeldSocket = {
    protocol: 'tcp',
    address: address('::1'),
    port: 8000,
    state: 'LISTEN',
    uid: 0,
    inode: 7,
    v6only: true,
    reuseaddr: false,
    reuseport: false,
    owners: [],
  };
  const two = 'services:\n  - { id: a, profile: bun, listen: 8000 }\n  - { id: b, profile: plain, listen: 8000 }';
  const waysOf = (neighbours: readonly HeldSocket[]): number[] =>
    interleavingsOf(componentsOf(readied(two, neighbours))[0]!, BOOK).casts.flatMap(({ interruption }) =>
      interruption?.first === 'a' ? [interruption.calls] : [],
    );
  expect(waysOf([])).toEqual([0, 1, 2]);
  // bind [::]:8000 is refused, and that socket closed; then 0.0.0.0:8000.
  expect(waysOf([held])).toEqual([0, 1, 2, 3, 4]);
});
