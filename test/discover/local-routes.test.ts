import { describe, expect, test } from 'vitest';
import { besideAddresses } from '../../src/discover/local-routes.ts';
import type { Address } from '../../src/model/address.ts';
import type { Interface, LocalAddress, LocalRoute } from '../../src/model/host.ts';

const at = (ip: string): Address => ({ family: 'inet', ip });
const link = (name: string, index: number, more: Partial<Interface> = {}): Interface => ({
  name,
  index,
  link: 'up',
  loopback: name === 'lo',
  ...more,
});
const address = (ip: string, prefix: number, on: string): LocalAddress => ({
  address: at(ip),
  prefix,
  interface: on,
  state: 'ok',
  link: 'up',
});
const route = (kind: LocalRoute['kind'], ip: string, prefix = 32, index = 1): LocalRoute => ({
  kind,
  address: at(ip),
  prefix,
  index,
});

const interfaces = [link('lo', 1), link('eth0', 2), link('eth1', 3, { vrf: 'red' })];
const addresses = [address('127.0.0.1', 8, 'lo'), address('192.0.2.2', 24, 'eth0'), address('10.0.0.1', 24, 'eth1')];
/** As Linux makes it for these; what is in the VRF is in another table. */
const MADE = [
  route('local', '127.0.0.0', 8),
  route('local', '127.0.0.1'),
  route('broadcast', '127.255.255.255'),
  route('local', '192.0.2.2', 32, 2),
  route('broadcast', '192.0.2.255', 32, 2),
];

describe('beside what the addresses make', () => {
  const beside = (table: readonly LocalRoute[]) => besideAddresses(table, { interfaces, addresses });

  test('there is nothing where nobody changed the table', () => {
    expect(beside(MADE)).toEqual({});
  });

  test('are the routes that somebody added', () => {
    const added = [route('local', '10.5.0.0', 16), route('broadcast', '192.0.2.0', 32, 2)];
    expect(beside([...MADE, ...added])).toEqual({ localRoutes: added });
  });

  test('are the addresses whose routes somebody removed', () => {
    expect(beside(MADE.slice(0, 3))).toEqual({
      unrouted: [
        { kind: 'local', address: at('192.0.2.2'), prefix: 32 },
        { kind: 'broadcast', address: at('192.0.2.255'), prefix: 32 },
      ],
    });
  });
});
