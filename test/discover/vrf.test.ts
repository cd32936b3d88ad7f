import { describe, expect, test } from 'vitest';
import { decodeLink } from '../../src/discover/linux/rtnetlink.ts';
import { vrfsOf } from '../../src/discover/linux/vrf.ts';

const link = (index: number, name: string, kind = '', master = 0) => ({ index, name, kind, master });

/** struct nlattr with its padding, linux/netlink.h */
function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16LE(4 + value.length, 0);
  header.writeUInt16LE(type, 2);
  return Buffer.concat([header, value, Buffer.alloc(-value.length & 3)]);
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

describe('VRFs', () => {
  test('are found through bridges and bonds', () => {
    const links = [
      link(1, 'lo'),
      link(2, 'red', 'vrf'),
      link(3, 'br0', 'bridge', 2),
      link(4, 'eth0', '', 3),
      link(5, 'eth1'),
      link(6, 'eth2', '', 99),
    ];
    expect(Object.fromEntries(vrfsOf(links))).toEqual({ red: 'red', br0: 'red', eth0: 'red' });
  });

  test('that are in a ring end nowhere', () => {
    expect(vrfsOf([link(1, 'a', '', 2), link(2, 'b', '', 1)])).toEqual(new Map());
  });

  test('are read from RTM_NEWLINK', () => {
    const ifinfo = Buffer.alloc(16);
    ifinfo.writeInt32LE(7, 4);
    const message = Buffer.concat([
      Buffer.from('junk'),
      ifinfo,
      attribute(3, text('eth0')),
      attribute(10, number(2)),
      // NLA_F_NESTED
      attribute(0x8000 | 18, Buffer.concat([attribute(1, text('vrf')), attribute(2, number(10))])),
    ]);
    const { one, link: found } = decodeLink(message, 4, message.length);
    expect(found).toEqual({ index: 7, name: 'eth0', kind: 'vrf', master: 2 });
    expect(one).toEqual({ name: 'eth0', index: 7, link: 'down', loopback: false });
  });
});
