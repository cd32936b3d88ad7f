import { expect, test } from 'vitest';
import { componentsOf } from '../../../src/judge/services/components.ts';
import { ordersLeftOut, otherOrders } from '../../../src/judge/services/orders.ts';
import { readied } from './cast.ts';

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
