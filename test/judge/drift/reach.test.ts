import { expect, test } from 'vitest';
import { reachOf } from '../../../src/judge/drift/sockets.ts';
import { type Address, parseAddress } from '../../../src/model/address.ts';
import type { KeptSocket } from '../../../src/model/host-snapshot.ts';

function at(text: string): Address {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(text);
  return address.value;
}

const listener = (text: string, more: Partial<KeptSocket> = {}): KeptSocket => ({
  protocol: 'tcp',
  address: at(text),
  port: 8080,
  state: 'LISTEN',
  uid: 0,
  owners: [],
  unknown: [],
  ...(text.includes(':') ? { v6only: false } : {}),
  ...more,
});

test.each<[string, KeptSocket, KeptSocket[], string]>([
  ['a wildcard takes what one address took', listener('127.0.0.1'), [listener('0.0.0.0')], 'all'],
  ['one address takes a part of a wildcard', listener('0.0.0.0'), [listener('127.0.0.1')], 'part'],
  ['another address takes nothing', listener('192.0.2.1'), [listener('192.0.2.2')], 'none'],
  ['a dual-stack :: takes what 0.0.0.0 took', listener('0.0.0.0'), [listener('::')], 'all'],
  ['0.0.0.0 takes a part of a dual-stack ::', listener('::'), [listener('0.0.0.0')], 'part'],
  ['an IPv6 :: takes nothing of 0.0.0.0', listener('0.0.0.0'), [listener('::', { v6only: true })], 'none'],
  ['an IPv6 :: takes a part of a dual-stack one', listener('::'), [listener('::', { v6only: true })], 'part'],
  ['a device takes a part', listener('0.0.0.0'), [listener('0.0.0.0', { device: 'eth0' })], 'part'],
  ['another port takes nothing', listener('0.0.0.0'), [listener('0.0.0.0', { port: 80 })], 'none'],
])('%s', (_, before, now, reach) => {
  expect(reachOf(before, now)).toBe(reach);
});
