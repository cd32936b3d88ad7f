import { expect, test } from 'vitest';
import { PROFILES } from '../../../src/config/profiles.ts';
import { type Address, parseAddress } from '../../../src/model/address.ts';
import type { HeldSocket } from '../../../src/model/host.ts';
import { planText } from '../../../src/plan/services/plan-text.ts';

const address = (text: string): Address => {
  const read = parseAddress(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

const OWN = ['127.0.0.1', '10.10.2.102', '::1', 'fe80::1%v0'].map(address);

const held = (command: string, protocol: 'tcp' | 'udp', text: string, port: number): HeldSocket => ({
  protocol,
  address: address(text),
  port,
  state: protocol === 'tcp' ? 'LISTEN' : 'BOUND',
  uid: 0,
  inode: 1,
  owners: [{ pid: 1, command }],
});

const services = (sockets: readonly HeldSocket[]): string[] =>
  planText(sockets, PROFILES, { kernel: '6.18', version: '0', own: OWN })
    .split('\n')
    .filter((line) => /^ /.test(line) && !/^ {2}- id:|profile:/.test(line))
    .map((line) => line.trim());

const everywhere = (command: string, addresses: readonly Address[], port: number): HeldSocket[] =>
  addresses.flatMap(({ ip, zone }) =>
    (['udp', 'tcp'] as const).map((protocol) =>
      held(command, protocol, zone === undefined ? ip : `${ip}%${zone}`, port),
    ),
  );

test('a server that binds every address by itself is written as it is configured, without link-local addresses', () => {
  expect(services(everywhere('named', OWN, 5353))).toEqual(['listen:', '- 5353']);
  expect(services(everywhere('dnsmasq', OWN, 53))).toEqual([
    'listen:',
    '- { endpoint: 53, options: { "bind-interfaces": true } }',
  ]);
});

test('any other link-local address, which is another on each host, is told in a comment', () => {
  const sockets = [held('x', 'tcp', 'fe80::1%v0', 80), held('x', 'udp', 'fe80::1%v0', 80), held('x', 'tcp', '::1', 80)];
  expect(services(sockets)).toEqual([
    '# and on link-local addresses, which change: [fe80::1%v0]:80, udp [fe80::1%v0]:80',
    'listen:',
    '- "[::1]:80"',
  ]);
});

test('addresses of a server that binds some of them stay as they are', () => {
  const some = OWN.filter(({ zone }) => zone === undefined);
  expect(services(everywhere('named', some, 53))).toHaveLength(1 + 2 * some.length);
});
