import { expect, test } from 'vitest';
import { AddressIndex } from '../../src/rules/address-index.ts';
import { SocketKinds, type StartedSocket } from '../../src/rules/socket-kinds.ts';
import { at, type Shape, socketOf } from './systems.ts';

test('an index of addresses finds the same address, v4-mapped too, and ANY of either family, in ascending order', () => {
  const index = new AddressIndex(['10.0.0.1', '::', '10.0.0.2', '::ffff:10.0.0.1', '0.0.0.0', '::1'].map(at));
  expect(index.near(at('10.0.0.1'))).toEqual([0, 1, 3, 4]);
  expect(index.near(at('::1'))).toEqual([1, 4, 5]);
  expect(index.near(at('0.0.0.0'))).toEqual([1, 4]);
});

/** Sockets that are in the table of their port, in the order of starting. */
const started = (shapes: readonly Shape[]): StartedSocket[] =>
  shapes.map((shape, place) => {
    const socket = socketOf(shape);
    return { socket, place, entry: socket };
  });

test('kinds of sockets: the first and the last of each kind on another address', () => {
  const all = started([
    { address: '10.0.0.1' },
    { address: '10.0.0.2' },
    { address: '10.0.0.3' },
    { address: '10.0.0.4', reuse: 'addr' },
    { address: '0.0.0.0' },
  ]);
  const kinds = new SocketKinds();
  for (const one of all) kinds.add(one);
  const places = (text: string): number[] => kinds.onOthersThan(at(text)).map(({ place }) => place);
  expect(places('10.0.0.9')).toEqual([0, 2, 3]);
  expect(places('10.0.0.1')).toEqual([1, 2, 3]);
  expect(places('10.0.0.4')).toEqual([0, 2]);
  delete all[2]?.entry;
  expect(places('10.0.0.9')).toEqual([0, 1, 3]);
});
