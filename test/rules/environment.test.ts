import { expect, test } from 'vitest';
import { environmentOf } from '../../src/rules/environment.ts';
import { hostWith } from '../plan/host.ts';

test('a zone that is the name of one interface and the index of another means the name', () => {
  const host = hostWith(['eth0 192.0.2.2', '2 192.0.2.3']);
  expect(host.interfaces.map(({ name, index }) => [name, index])).toContainEqual(['eth0', 2]);
  const { zones } = environmentOf(host, []);
  expect([zones.get('2'), zones.get('3'), zones.get('eth0')]).toEqual(['2', '2', 'eth0']);
});
