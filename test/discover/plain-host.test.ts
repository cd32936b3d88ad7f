import { expect, test } from 'vitest';
import { discoverHost } from '../../src/discover/host.ts';
import { plainHost } from '../../src/discover/plain-host.ts';
import { formatAddress } from '../../src/model/address.ts';

test('the addresses that Node tells are those that the C library lists of links that are up', () => {
  const found = discoverHost();
  if (!found.ok) throw new Error(found.error.message);
  const up = found.value.addresses.filter(({ link }) => link === 'up');
  const texts = (host: typeof found.value): string[] =>
    host.addresses.map((a) => `${formatAddress(a.address)}/${a.prefix} ${a.interface}`).sort();
  expect(texts(plainHost())).toEqual(texts({ ...found.value, addresses: up }));
});

test('a label of an address is no interface of its own', () => {
  const entry = { address: '10.0.0.1', netmask: '', mac: '', internal: false, cidr: '10.0.0.1/24' };
  const { interfaces, addresses } = plainHost({
    eth0: [{ ...entry, family: 'IPv4' }],
    'eth0:1': [{ ...entry, family: 'IPv4' }],
  });
  expect(interfaces.map(({ name }) => name)).toEqual(['eth0']);
  expect(addresses.map((one) => one.interface)).toEqual(['eth0', 'eth0']);
});
