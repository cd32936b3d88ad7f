import { describe, expect, test } from 'vitest';
import { interfaceOfLabel } from '../../src/discover/address-label.ts';
import { stateOfFlags } from '../../src/discover/linux/address-state.ts';
import { parseProcSockets } from '../../src/discover/linux/proc-net.ts';

test.each([
  [0x80, 'ok'],
  [0x00, 'ok'],
  [0xc0, 'tentative'],
  [0x44, 'ok'],
  [0xc8, 'dadfailed'],
  [0xa0, 'deprecated'],
  [0x60, 'tentative'],
])('the flags %i of an IPv6 address mean %s', (flags, state) => {
  expect(stateOfFlags(flags)).toBe(state);
});

describe('/proc/net/tcp and its like', () => {
  test('a listener, TIME_WAIT and a half-open connection', () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 623 1 0000000000000000 100 0 0 10 0
 123: 026433C6:C355 0100007F:9C40 06 00000000:00000000 03:00000BB8 00000000     0        0 0 3 0000000000000000
   2: 0100007F:0050 0200007F:9C41 03 00000000:00000000 01:00000064 00000000     0        0 0 1 0000000000000000
`;
    expect(parseProcSockets('tcp', text)).toEqual([
      {
        protocol: 'tcp',
        address: { family: 'inet', ip: '127.0.0.1' },
        port: 80,
        state: 'LISTEN',
        uid: 33,
        inode: 623,
        owners: [],
      },
      {
        protocol: 'tcp',
        address: { family: 'inet', ip: '198.51.100.2' },
        port: 50005,
        peer: { address: { family: 'inet', ip: '127.0.0.1' }, port: 40000 },
        state: 'TIME_WAIT',
        uid: 0,
        inode: 0,
        expires: 30,
        owners: [],
      },
      expect.objectContaining({ state: 'SYN_RECV', inode: 0 }),
    ]);
  });

  test('IPv6 words, and the wider columns of UDP', () => {
    const text = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 8245: B80D0120000000000000000001000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000   100        0 4294967295 2 0000000000000000 0
 8246: 0000000000000000FFFF00000100007F:0035 0000000000000000FFFF00000200007F:1F90 01 00000000:00000000 00:00000000 00000000   100        0 12 2 0000000000000000 0
`;
    expect(parseProcSockets('udp', text)).toMatchObject([
      { address: { family: 'inet6', ip: '2001:db8::1' }, port: 53, state: 'BOUND', uid: 100, inode: 4294967295 },
      {
        address: { ip: '::ffff:127.0.0.1' },
        peer: { address: { ip: '::ffff:127.0.0.2' }, port: 8080 },
        state: 'ESTABLISHED',
      },
    ]);
  });

  test('nothing but a heading, or nonsense', () => {
    expect(parseProcSockets('tcp', '  sl  local_address\n\nnonsense\n')).toEqual([]);
  });
});

test.each([
  ['eth0', 'eth0'],
  ['eth0:1', 'eth0'],
  ['eth0.100', 'eth0.100'],
  ['eth0.100:web', 'eth0.100'],
  ['eth0.100web', 'eth0.100'],
  ['vip', 'vip'],
  [':1', ':1'],
])('the label %s belongs to %s', (label, name) => {
  expect(interfaceOfLabel(label, new Set(['lo', 'eth0', 'eth0.100']))).toBe(name);
});
