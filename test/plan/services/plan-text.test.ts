import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/file.ts';
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
  planText(sockets, PROFILES, { kernel: '6.18', version: '0', own: OWN, unprivilegedFrom: 1024 })
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

test('a server that binds wildcards whatever it is told has the word for the addresses that it has bound', () => {
  expect(services([held('dnsmasq', 'tcp', '127.0.0.1', 53)])).toEqual([
    'listen:',
    '- { endpoint: "127.0.0.1:53", protocol: tcp, options: { "bind-interfaces": true } }',
  ]);
  expect(services([held('dnsmasq', 'tcp', '0.0.0.0', 53), held('dnsmasq', 'tcp', '::', 53)])).toEqual([
    'listen:',
    '- { endpoint: "[::]:53", protocol: tcp }',
    '- { endpoint: "0.0.0.0:53", protocol: tcp }',
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

test('sockets of another user than the usual one say so: SO_REUSEPORT is shared by one user alone', () => {
  const of = (uid: number, port: number): HeldSocket => ({ ...held('node', 'tcp', '127.0.0.1', port), uid });
  expect(services([of(1000, 8000), of(1000, 8001)])).toEqual([
    'uid: 1000',
    'listen:',
    '- "127.0.0.1:8000"',
    '- "127.0.0.1:8001"',
  ]);
  expect(services([of(0, 8000)])).toEqual(['listen:', '- "127.0.0.1:8000"']);
  // uid: would say that port 80 is refused to it.
  expect(services([of(33, 80)])[0]).toBe('# opened by uid 33, who may bind ports below 1024');
});

test('programs of one name and two users are two services, each with an id of its own', () => {
  const two = [0, 1000].map((uid) => ({ ...held('node', 'tcp', '127.0.0.1', 8000), uid, reuseport: true }));
  const text = planText(two, PROFILES, { kernel: '6.18', version: '0', own: OWN, unprivilegedFrom: 1024 });
  const file = parseConfig('plan.yaml', text);
  expect(file.ok && file.value.plan?.services.map(({ id, uid }) => [id, uid])).toEqual([
    ['node', undefined],
    ['node-2', 1000],
  ]);
});
