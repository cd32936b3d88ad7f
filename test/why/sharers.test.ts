import { expect, test } from 'vitest';
import { sharersOf } from '../../src/why/sharers.ts';
import { asked, held, hostOf, leftover } from './evidence.ts';

const { reuseport, ...unread } = held('0.0.0.0', 80);
const shared = held('0.0.0.0', 80, { reuseport: true });

test.each([
  ['a listener with SO_REUSEPORT', shared, 1],
  ['one on a single address, which keeps its clients', held('192.0.2.2', 80, { reuseport: true }), 0],
  ['a listener whose options were not read', unread, 1],
  ['a listener that refuses it', held('0.0.0.0', 80), 0],
  ['a socket of another protocol', held('0.0.0.0', 80, { protocol: 'udp', state: 'BOUND', reuseport: true }), 0],
  ['a socket on another port', held('0.0.0.0', 81, { reuseport: true }), 0],
  ['what is left of a connection', leftover('192.0.2.2', 80), 0],
])('of %s a server with SO_REUSEPORT on ANY counts as a sharer or not', (_, socket, sharers) => {
  expect(sharersOf(asked('0.0.0.0', 80, { reuse: 'port' }), hostOf(), [socket])).toHaveLength(sharers);
});

test('a server on one address takes all clients of it from a listener on ANY', () => {
  expect(sharersOf(asked('192.0.2.2', 80, { reuse: 'port' }), hostOf(), [shared])).toHaveLength(1);
});

test('a server on one address takes nothing from a listener on another', () => {
  const other = held('127.0.0.1', 80, { reuseport: true });
  expect(sharersOf(asked('192.0.2.2', 80, { reuse: 'port' }), hostOf(), [other])).toEqual([]);
});
