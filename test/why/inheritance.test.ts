import { expect, test } from 'vitest';
import type { HeldSocket } from '../../src/model/host.ts';
import { listenerOf } from '../../src/why/inheritance.ts';
import { address, heldSocket } from '../plan/host.ts';

const listener = (text: string, changes: Partial<HeldSocket> = {}): HeldSocket =>
  heldSocket({ address: address(text), state: 'LISTEN', ...changes });

const connection = (text: string, changes: Partial<HeldSocket> = {}): HeldSocket =>
  heldSocket({
    address: address(text),
    state: 'ESTABLISHED',
    peer: { address: address('192.0.2.9'), port: 40_000 },
    ...changes,
  });

const any = listener('0.0.0.0');
const own = listener('127.0.0.2');
const far = listener('127.0.0.2', { port: 50_006 });
const onDevice = listener('0.0.0.0', { device: 'd1' });
const six = listener('::', { v6only: true });
const dual = listener('::', { v6only: false });

test.each<[string, HeldSocket[], HeldSocket, HeldSocket | undefined]>([
  ['that comes first in the list, ANY', [any, own], connection('127.0.0.2'), any],
  ['that comes first in the list, its address', [own, any], connection('127.0.0.2'), own],
  ['on its port', [far, own], connection('127.0.0.2'), own],
  ['of its device', [onDevice, any], connection('127.0.0.2', { device: 'd2' }), any],
  ['on :: that is dual-stack, of a v4-mapped connection', [six, dual], connection('::ffff:127.0.0.2'), dual],
  ['on no other address', [own], connection('127.0.0.3'), undefined],
])('a connection is of the listener %s', (_, sockets, one, expected) => {
  expect(listenerOf(sockets)(one)).toBe(expected);
});

test('a listener itself, and a UDP socket, are of no listener', () => {
  const find = listenerOf([any]);
  expect([find(own), find(connection('127.0.0.1', { protocol: 'udp' }))]).toEqual([undefined, undefined]);
});
